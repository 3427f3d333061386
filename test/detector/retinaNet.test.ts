import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findModel } from '../../src/detector/findModel.ts'
import { loadModels } from '../../src/detector/loadModels.ts'
import { openSession } from '../../src/detector/openSession.ts'
import { prepareImage } from '../../src/detector/prepareImage.ts'
import { decodeImage } from '../../src/image/decodeImage.ts'
import { matchRows, type Row } from '../helper/matchRows.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetReference } from '../helper/retinaNetFiles.ts'
import { retinaNetModel } from '../helper/retinaNetModel.ts'

type Reference = { count: number; boxes: number[][]; scores: number[]; labels: number[] }

const photos = resolve('../shared/data')
const coco128 = join(photos, 'coco128/images')

/** Rows of the reference, boxes in pixels of the network's input. */
function referenceRows(name: string): Row[] {
  const { count, boxes, scores, labels }: Reference = JSON.parse(readFileSync(join(retinaNetReference, name), 'utf8'))
  return Array.from({ length: count }, (_, i) => ({ box: boxes[i]!, score: scores[i]!, label: labels[i]! }))
}

/** Opens the model once for all photos. @returns its rows for each, boxes times `unit` */
async function rowsOf(layout: 'keras' | 'omz', files: readonly string[], unit: number): Promise<Row[][]> {
  using model = await retinaNetModel(layout)
  const { manifest, ...loaded } = findModel(await loadModels(model.path), 'retinanet')
  const session = await openSession({ manifest, ...loaded }, 2)
  const all: Row[][] = []
  for (const file of files) {
    const { pixels } = await decodeImage(readFileSync(file))
    const { boxes, scores, labels } = await session.run(prepareImage(pixels, manifest.input).tensor, pixels)
    const rows = Array.from(scores, (score, i) => ({
      box: [...boxes.subarray(i * 4, i * 4 + 4)].map(value => value * unit),
      score,
      label: Number(labels[i]),
    }))
    all.push(rows.filter(({ score }) => score > 0))
  }
  await session.release()
  return all
}

test.skipIf(!hasRetinaNet || !existsSync(photos))(
  `a converted model finds on four photos what keras-retinanet finds, and nothing else ${needsRetinaNet}`,
  async () => {
    const ids = ['000000008021', '000000000474', '000000000357', '000000000536']
    const files = ids.map((id, i) => (i === 0 ? join(photos, `${id}.jpg`) : join(coco128, `${id}.jpg`)))
    const found = await rowsOf('keras', files, 1)
    for (const [i, id] of ids.entries()) {
      const expected = referenceRows(`image_${id}.json`)
      expect(matchRows(found[i]!, expected, { box: 0.02, score: 1e-4 }), id).toEqual({
        matched: expected.length,
        missing: [],
        extra: [],
      })
    }
    expect(found.map(rows => rows.length)).toEqual([125, 95, 27, 300])
  },
)

test.skipIf(!hasRetinaNet || !existsSync(photos))(
  `in Open Model Zoo's form it finds what the original finds on 1333 × 1333 ${needsRetinaNet}`,
  async () => {
    const [found] = await rowsOf('omz', [join(photos, '000000008021.jpg')], 1333)
    const expected = referenceRows('omz_1333_000000008021.json')
    expect(expected).toHaveLength(251)
    expect(matchRows(found!, expected, { box: 0.02, score: 1e-4 })).toEqual({ matched: 251, missing: [], extra: [] })
  },
)
