import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import { mergeOverlaps } from '../../../eval/explain/mergeOverlaps.ts'
import type { GroundTruth } from '../../../eval/groundTruth.ts'
import { settingsOf } from '../../../eval/settings.ts'
import { anySmallData, smallData } from '../smallData.ts'

/** The same columns with but some of the images. */
const onImages = (groundTruth: GroundTruth, ids: number[]): GroundTruth => ({
  ...groundTruth,
  images: { ...groundTruth.images, ids: Float64Array.from(ids) },
})

test('shards of images, in any order, merge into what the whole would have given', () => {
  fc.assert(
    fc.property(anySmallData, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }), (data, cut) => {
      const { groundTruth, detections } = smallData(data)
      const shards = [2, 0, 1].map(shard => {
        const ids = data.images!.filter((_, image) => cut[image] === shard)
        return findOverlaps(onImages(groundTruth, ids), detections, settingsOf())
      })
      expect(mergeOverlaps(shards)).toEqual(findOverlaps(groundTruth, detections, settingsOf()))
    }),
    { seed: 4 },
  )
})

test('shards that know different categories have all of them, each detection and object its own', () => {
  const box: [number, number, number, number] = [0, 0, 10, 10]
  const shardOf = (image: number, categories: number[]) => {
    const { groundTruth, detections } = smallData({
      images: [image],
      categories,
      objects: categories.map(category => ({ image, category, box })),
      detections: [{ image, category: 4, box }],
    })
    return findOverlaps(groundTruth, detections, settingsOf())
  }
  const merged = mergeOverlaps([shardOf(2, [4, 1]), shardOf(1, [9, 4])])
  expect(merged.categories.map(({ id }) => id)).toEqual([1, 4, 9])
  expect([...merged.objects.categories]).toEqual([2, 1, 1, 0])
  expect([...merged.detections.categories]).toEqual([1, 1])
})

test('shards that share an image, differ in minIou, or are none, are refused', () => {
  const { groundTruth, detections } = smallData({ objects: [], detections: [] })
  const shard = findOverlaps(groundTruth, detections, settingsOf())
  const other = findOverlaps(groundTruth, detections, settingsOf(), { minIou: 0.3 })
  expect(() => mergeOverlaps([shard, shard])).toThrow(
    'Expected shards of different images but image 1 is in two of them',
  )
  expect(() => mergeOverlaps([shard, other])).toThrow('Expected shards of one minIou but received 0.1 and 0.3')
  expect(() => mergeOverlaps([])).toThrow('Expected at least one shard but received none')
})
