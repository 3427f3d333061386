import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findOverlaps } from '../../../eval/explain/findOverlaps.ts'
import { errorsOfImage, imageErrors, worstImages } from '../../../eval/explain/imageErrors.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { settingsOf } from '../../../eval/settings.ts'
import { anySmallData, type SmallData, smallData } from '../smallData.ts'

function overlapsOf(data: SmallData) {
  const { groundTruth, detections } = smallData(data)
  return findOverlaps(groundTruth, detections, settingsOf())
}

const street: SmallData = {
  images: [4, 2, 3],
  categories: [1, 2],
  objects: [
    { image: 4, category: 1, box: [0, 0, 10, 10] },
    { image: 4, category: 1, box: [0, 0, 10, 9] },
    { image: 4, category: 2, box: [20, 0, 10, 10] },
    { image: 4, category: 1, box: [50, 50, 50, 50], crowd: true },
    { image: 3, category: 1, box: [0, 0, 10, 10] },
  ],
  detections: [
    { image: 4, category: 1, box: [0, 0, 10, 9], score: 0.7 },
    { image: 4, category: 1, box: [0, 0, 10, 10], score: 0.8 },
    { image: 4, category: 1, box: [0, 0, 10, 10], score: 0.6 },
    { image: 4, category: 1, box: [20, 0, 10, 10], score: 0.9 },
    { image: 4, category: 1, box: [60, 60, 10, 10], score: 0.9 },
    { image: 3, category: 1, box: [0, 0, 10, 10], score: 0.4 },
  ],
}

test('images count what is right, wrong and missed from a score up; crowds excuse', () => {
  const errors = imageErrors(overlapsOf(street), { minScore: 0.5 })
  expect([...errors.imageIds]).toEqual([2, 3, 4])
  expect([...errors.truePositives]).toEqual([0, 0, 2])
  expect([...errors.falsePositives]).toEqual([0, 0, 2])
  expect([...errors.excused]).toEqual([0, 0, 1])
  expect([...errors.misses]).toEqual([0, 1, 1])
})

test('one image names its detections and objects, best score first, each with the object of the highest IoU', () => {
  expect(errorsOfImage(overlapsOf(street), 4, { minScore: 0.5 })).toEqual({
    truePositives: [
      { detection: 1, object: 0 },
      { detection: 0, object: 1 },
    ],
    falsePositives: [3, 2],
    excused: [4],
    misses: [2],
  })
})

test('the worst images come by false positives and misses together, equals by id, those without errors not at all', () => {
  const errors = imageErrors(overlapsOf(street), { minScore: 0.5 })
  expect(worstImages(errors, 10)).toEqual([4, 3])
  expect(worstImages(errors, 1)).toEqual([4])
  expect(worstImages(imageErrors(overlapsOf(street), { minScore: 0.95 }), 10)).toEqual([4, 3])
  const even = { ...errors, falsePositives: Int32Array.of(1, 0, 0), misses: Int32Array.of(0, 2, 1) }
  expect(worstImages(even, 10)).toEqual([3, 2, 4])
})

test('from the lowest score up, right detections are those of the evaluation at that threshold, wrong ones too', () => {
  fc.assert(
    fc.property(anySmallData, fc.constantFrom(0.5, 0.75, 1), (data, iou) => {
      const { groundTruth, detections } = smallData(data)
      const settings = settingsOf({ iouThresholds: [iou] })
      const matches = matchDetections(groundTruth, detections, settings)
      const expected = { right: [0, 0, 0, 0], wrong: [0, 0, 0, 0], missed: [0, 0, 0, 0] }
      for (const { hits, found, excused, images, objectImages } of matches.categories) {
        const outcomes = Array.from(images, () => 'wrong' as 'wrong' | 'right' | 'neither')
        hits.forEach((row, hit) => {
          if (found[4 * hit]) outcomes[row] = 'right'
          else if (excused[4 * hit]) outcomes[row] = 'neither'
        })
        outcomes.forEach((outcome, row) => {
          if (outcome !== 'neither') expected[outcome][images[row]!]!++
          if (outcome === 'right') expected.missed[images[row]!]!--
        })
        for (const image of objectImages) expected.missed[image]!++
      }
      const errors = imageErrors(findOverlaps(groundTruth, detections, settings), { minScore: 0, iou })
      expect([...errors.truePositives]).toEqual(expected.right)
      expect([...errors.falsePositives]).toEqual(expected.wrong)
      expect([...errors.misses]).toEqual(expected.missed)

      for (const [image, id] of errors.imageIds.entries()) {
        const named = errorsOfImage(findOverlaps(groundTruth, detections, settings), id, { minScore: 0, iou })
        expect(named.truePositives).toHaveLength(expected.right[image]!)
        expect(named.falsePositives).toHaveLength(expected.wrong[image]!)
        expect(named.excused).toHaveLength(errors.excused[image]!)
        expect(named.misses).toHaveLength(expected.missed[image]!)
      }
    }),
    { seed: 4 },
  )
})

test('of objects of the same IoU the later in the file is taken', () => {
  const box = [0, 0, 10, 10] as const
  const overlaps = overlapsOf({ objects: [{ box }, { box }], detections: [{ box }] })
  expect(errorsOfImage(overlaps, 1)).toMatchObject({ truePositives: [{ detection: 0, object: 1 }], misses: [0] })
})

test('a box matches itself at an IoU of 1, also where rounding makes it a little less', () => {
  const box = [0.3, 0, 0.4, 1] as const
  const overlaps = overlapsOf({ objects: [{ box }], detections: [{ box }] })
  expect(overlaps.pairs.ious[0]).toBeLessThan(1)
  expect(errorsOfImage(overlaps, 1, { iou: 1 })).toMatchObject({ misses: [] })
})

test('an image that was not evaluated is refused', () => {
  expect(() => errorsOfImage(overlapsOf(street), 9)).toThrow('Expected the id of an evaluated image but received 9')
})
