import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { batchesOf } from '../../web/src/datasets/batchesOf.ts'
import { describeSending, describeUpload } from '../../web/src/datasets/describeUpload.ts'
import { planDataset } from '../../web/src/datasets/planDataset.ts'
import { planResults } from '../../web/src/datasets/planResults.ts'
import { haveSameNames, leftOutOf, planUpload } from '../../web/src/datasets/planUpload.ts'

const dropped = (path: string, size = 1000) => ({
  path,
  file: new File([new Uint8Array(size)], path.split('/').at(-1)!),
})
const drop = (...paths: string[]) => paths.map(path => dropped(path))

describe('what is dropped as a dataset', () => {
  test('a folder of one JSON file and photos is annotations with photos, called like the folder', () => {
    const { choices } = planUpload(
      drop('street/instances.json', 'street/a.jpg', 'street/more/b.PNG', 'street/notes.md'),
    )
    expect(choices).toHaveLength(1)
    const [choice] = choices
    expect([choice!.name, choice!.pack]).toEqual(['street', false])
    expect(describeUpload(choice!)).toBe('street/instances.json, 2 photos, 3.0 kB: COCO annotations with photos')
    expect(describeSending(choice!)).toMatch(/^The annotations are read first/)
  })

  test('of several files of ground truth each is a choice of its own, with all photos', () => {
    const { choices } = planUpload(drop('d/train.json', 'd/val.json.gz', 'd/boxes.csv', 'd/a.jpg'))
    expect(choices.map(({ key, format, photos }) => [key, format, photos.length])).toEqual([
      ['d/train.json', 'COCO', 1],
      ['d/val.json.gz', 'COCO', 1],
      ['d/boxes.csv', 'CSV', 1],
    ])
  })

  test('beside annotations an archive is one of photos, and what a choice makes no use of is told', () => {
    const plan = planUpload(drop('d/a.json', 'd/b.json', 'd/photos.zip', 'd/notes.md', 'd/1.jpg'))
    const leftOut = plan.choices.map(choice => [choice.key, leftOutOf(plan, choice).map(({ path }) => path)])
    expect(leftOut).toEqual([
      ['d/photos.zip', ['d/a.json', 'd/b.json', 'd/notes.md']],
      ['d/a.json', ['d/b.json', 'd/notes.md']],
      ['d/b.json', ['d/a.json', 'd/notes.md']],
    ])
    expect(describeUpload(plan.choices[1]!)).toBe(
      'd/a.json, 1 photo, d/photos.zip, 3.0 kB: COCO annotations with photos',
    )
  })

  test('of labels in several splits it is said that one is read', () => {
    const words = (...paths: string[]) => describeSending(planUpload(drop(...paths)).choices[0]!)
    expect(words('y/labels/train/a.txt', 'y/labels/val/b.txt')).toMatch(/Of several splits one is read/)
    expect(words('y/data.yaml', 'y/labels/val/a.txt', 'y/labels/val/b.txt')).toMatch(/read in one go/)
  })

  test('a folder of YOLO is packed with its names, its labels and its photos, and without notes', () => {
    const { choices, ignored } = planUpload(
      drop('y/data.yaml', 'y/labels/val/a.txt', 'y/images/val/a.jpg', 'y/classes.txt', 'y/README.txt'),
    )
    expect(choices).toHaveLength(1)
    const { format, pack, groundTruth, photos } = choices[0]!
    expect([format, pack, photos.length]).toEqual(['YOLO', true, 1])
    expect(groundTruth.map(({ path }) => path)).toEqual(['y/data.yaml', 'y/classes.txt', 'y/labels/val/a.txt'])
    expect(ignored.map(({ path }) => path)).toEqual(['y/README.txt'])
  })

  test('a folder of Pascal VOC is not taken for YOLO because of its lists of images', () => {
    const { choices } = planUpload(drop('v/Annotations/a.xml', 'v/ImageSets/Main/val.txt', 'v/JPEGImages/a.jpg'))
    expect(choices.map(({ format, pack }) => [format, pack])).toEqual([['VOC', true]])
  })

  test('an archive is sent as it is and called without its ending', () => {
    const { choices, archives } = planUpload(drop('scenes.tar.gz'))
    expect(choices.map(({ format, name, pack }) => [format, name, pack])).toEqual([['ARCHIVE', 'scenes', false]])
    expect(archives).toHaveLength(1)
    expect(describeUpload(choices[0]!)).toBe('scenes.tar.gz, 1.0 kB: an archive, whose format the server finds out')
  })

  test('photos alone are no dataset', () => {
    const plan = planUpload(drop('a.jpg', 'b.webp', 'c.bmp'))
    expect([plan.choices.length, plan.photos.length, plan.ignored.length]).toEqual([0, 2, 1])
  })

  test('a list of detections beside ground truth is not offered as such, packed or not', async () => {
    const written = (path: string, text: string | Uint8Array<ArrayBuffer>) => ({ path, file: new File([text], path) })
    const { choices, results } = await planDataset([
      written('d/instances.json', ' {"images": []}'),
      written('d/found.coco_results.json', `\uFEFF${'\n'.repeat(100_000)}[{"image_id": 1}]`),
      written('d/found.json.gz', new Uint8Array(gzipSync('[]'))),
      written('d/broken.json.gz', '[]'),
      written('d/boxes.csv', '[image,x'),
    ])
    expect(choices.map(({ key }) => key)).toEqual(['d/instances.json', 'd/broken.json.gz', 'd/boxes.csv'])
    expect(results.map(({ path }) => path)).toEqual(['d/found.coco_results.json', 'd/found.json.gz'])
  })

  test('photos of one name in two folders have to keep their folders', () => {
    expect(haveSameNames(drop('a/1.jpg', 'b/1.jpg'))).toBe(true)
    expect(haveSameNames(drop('a/1.jpg', 'b/2.jpg'))).toBe(false)
  })

  test('photos are added a hundred at a time, and fewer where they are large', () => {
    const small = Array.from({ length: 250 }, (_, index) => dropped(`${index}.jpg`, 1))
    expect(batchesOf(small).map(batch => batch.length)).toEqual([100, 100, 50])
    const large = Array.from({ length: 5 }, (_, index) => ({
      ...dropped(`${index}.jpg`),
      file: { size: 90e6 } as File,
    }))
    expect(batchesOf(large).map(batch => batch.length)).toEqual([2, 2, 1])
  })
})

describe('what is dropped as results', () => {
  test('a file goes as it is, a folder of labels packed', () => {
    expect(planResults(drop('run/results.json.gz'))).toMatchObject({
      pack: false,
      name: 'results',
      words: 'run/results.json.gz, 1.0 kB',
    })
    expect(planResults(drop('run/labels/a.txt', 'run/labels/b.txt'))).toMatchObject({
      pack: true,
      name: 'run',
      words: '2 label files, 2.0 kB',
    })
  })

  test('two files are asked about, and a photo is no result', () => {
    expect(planResults(drop('a.json', 'b.json'))).toBe(
      'Expected one file of results, found 2: a.json, b.json. Choose one of them.',
    )
    expect(planResults(drop('a.jpg'))).toMatch(/^Expected COCO results/)
  })
})
