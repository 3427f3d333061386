import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/evaluateCoco.ts'
import { evaluateMatches } from '../../eval/evaluateMatches.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { matchDetections } from '../../eval/matchDetections.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { settingsOf } from '../../eval/settings.ts'
import { readDetections } from '../../src/formats/readDetections.ts'
import { readGroundTruth } from '../../src/formats/readGroundTruth.ts'
import { createStore, type Store } from '../../src/store/createStore.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { newDataset } from './newDataset.ts'

const val2014 = resolve('../shared/data/cocoapi-val2014-100')

let store: Store
beforeAll(async () => {
  store = createStore(await freshDatabase())
})
afterAll(() => store.close())

async function stored(groundTruth: GroundTruth) {
  const { id } = await store.datasets.insert(newDataset(groundTruth))
  return {
    id,
    async read(first?: number, count?: number): Promise<GroundTruth> {
      const range = first === undefined || count === undefined ? undefined : { first, count }
      return (await store.groundTruths.read(id, range))!.groundTruth
    },
  }
}

const image = (id: number) => ({ id, file_name: `${id}.jpg`, width: 100, height: 80 })
const object = (id: number, image_id: number, rest: object = {}) => ({
  ...{ id, image_id, category_id: 3, bbox: [1.5, 2, 30, 40], area: 1000.25, iscrowd: 0 },
  ...rest,
})
const categories = [
  { id: 7, name: 'z' },
  { id: 3, name: 'a' },
]

test('what is read is what was stored, annotations by image, in the order of the file within one', async () => {
  const images = [image(9), { id: 4 }, image(2 ** 40)]
  const annotations = [
    object(1, 4),
    object(900_800_474_295, 9, { iscrowd: 1 }),
    object(3, 55), // on an image that is not listed
    object(4, 9, { category_id: 7, bbox: [-0, 0.1 + 0.2, 0, 1e-300] }),
    object(5, 2 ** 40, { category_id: 1000 }),
    object(6, 4, { area: undefined, iscrowd: undefined }),
  ]
  const { read } = await stored(packGroundTruth({ images, annotations, categories }))
  const sorted = [1, 3, 0, 5, 4, 2].map(row => annotations[row]!)
  expect(await read()).toEqual(packGroundTruth({ images, annotations: sorted, categories }))
})

test('a range has those images, their places in the dataset, and their annotations alone', async () => {
  const annotations = [object(1, 1), object(2, 3), object(3, 2), object(4, 99), object(5, 4), object(6, 3)]
  const images = [1, 2, 3, 4].map(image)
  const { read } = await stored(packGroundTruth({ images, annotations, categories }))
  const { images: found, annotations: kept } = await read(1, 2)
  expect([...found.ids]).toEqual([2, 3])
  expect([...found.places!]).toEqual([1, 2])
  expect([...kept.ids]).toEqual([3, 2, 6])
  expect([...(await read(3, 100)).annotations.ids]).toEqual([5])
  expect((await read(4, 10)).images.ids).toHaveLength(0)
  expect((await read(4, 10)).annotations.ids).toHaveLength(0)
})

test('a reader that made ids up has said so, and that stays', async () => {
  const given = packGroundTruth({ images: [image(1)], annotations: [], categories })
  const { read } = await stored({
    ...given,
    images: { ...given.images, madeUpIds: true },
    madeUpCategoryIds: true,
    defaulted: { iscrowd: 3, area: 4 },
  })
  expect(await read()).toMatchObject({
    images: { madeUpIds: true },
    madeUpCategoryIds: true,
    defaulted: { iscrowd: 3, area: 4 },
  })
})

test('a dataset that there is not is undefined', async () => {
  expect(await store.groundTruths.read('00000000-0000-0000-0000-000000000000')).toBeUndefined()
})

test.skipIf(!existsSync(val2014)).each(['PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER'] as const)(
  'COCO val2014 scores the same to the last bit from Postgres, as a whole and in shards of 7 images (%s)',
  async profile => {
    const truth = await readGroundTruth(resolve(val2014, 'instances_val2014_100.json'))
    const { detections } = await readDetections(
      resolve(val2014, 'instances_val2014_fakebbox100_results.json'),
      truth.groundTruth,
    )
    const { id, read } = await stored(truth.groundTruth)
    const expected = evaluateCoco(truth.groundTruth, detections, { profile })
    expect(expected.summary.ap).toBeGreaterThan(0.3)
    expect(evaluateCoco(await read(), detections, { profile })).toEqual(expected)

    const settings = settingsOf({ profile })
    const shards = []
    const count = truth.groundTruth.images.ids.length
    for (let first = 0; first < count; first += 7)
      shards.push(
        matchDetections((await store.groundTruths.read(id, { first, count: 7 }))!.groundTruth, detections, settings),
      )
    const whole = evaluateMatches(mergeMatches(shards.toReversed()), { warnings: expected.warnings })
    expect(whole).toEqual(expected)
  },
)
