import { createWriteStream, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'

/**
 * Writes a COCO annotation file of any size: the images and objects of val2017 again and again, under new ids and
 * names, each object with a polygon of as many points as COCO's have on average.
 *
 *     npx node scripts/makeLargeGroundTruth.ts large.json --mb 450
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mb: { type: 'string', default: '450' },
    from: { type: 'string', default: '../shared/data/val2017/instances_val2017_bbox_reconstructed.json' },
  },
})
const [out] = positionals
const bytes = Number(values.mb) * 1024 * 1024
if (out === undefined || !(bytes > 0)) throw new Error('Expected: makeLargeGroundTruth.ts OUT [--mb 450] [--from FILE]')

type Image = { id: number; file_name: string }
type Annotation = { id: number; image_id: number; bbox: [number, number, number, number] }
const source: { images: Image[]; annotations: Annotation[]; categories: object[] } = JSON.parse(
  readFileSync(resolve(values.from), 'utf8'),
)
const points = 24

/** An ellipse in the box. */
function polygonOf([x, y, width, height]: Annotation['bbox']): number[] {
  return Array.from({ length: points }, (_, index) => (2 * Math.PI * index) / points).flatMap(angle =>
    [x + (width / 2) * (1 + Math.cos(angle)), y + (height / 2) * (1 + Math.sin(angle))].map(
      value => Math.round(value * 100) / 100,
    ),
  )
}

const annotationText = (annotation: Annotation, round: number) =>
  JSON.stringify({
    segmentation: [polygonOf(annotation.bbox)],
    ...annotation,
    id: annotation.id + round * 10_000_000,
    image_id: annotation.image_id + round * 1_000_000,
  })

const imageText = (image: Image, round: number) =>
  JSON.stringify({ ...image, id: image.id + round * 1_000_000, file_name: `${round}/${image.file_name}` })

/** So many rounds that the file has the size. */
const lengthOf = (texts: string[]) => texts.reduce((sum, text) => sum + text.length + 1, 0)
const ofOneRound =
  lengthOf(source.images.map(image => imageText(image, 10))) +
  lengthOf(source.annotations.map(annotation => annotationText(annotation, 10)))
const rounds = Math.max(1, Math.round(bytes / ofOneRound))

function* pieces(): Generator<string> {
  yield '{"info":{},"licenses":[],"images":['
  for (let round = 0; round < rounds; round++)
    yield `${round > 0 ? ',' : ''}${source.images.map(image => imageText(image, round)).join(',')}`
  yield '],"annotations":['
  for (let round = 0; round < rounds; round++)
    yield `${round > 0 ? ',' : ''}${source.annotations.map(annotation => annotationText(annotation, round)).join(',')}`
  yield `],"categories":${JSON.stringify(source.categories)}}`
}

await pipeline(pieces, createWriteStream(out))
console.log(`${out}: ${rounds * source.images.length} images, ${rounds * source.annotations.length} annotations`)
