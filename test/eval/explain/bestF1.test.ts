import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestF1 } from '../../../eval/explain/bestF1.ts'
import { matchDetections } from '../../../eval/matchDetections.ts'
import { type EvaluationOptions, settingsOf } from '../../../eval/settings.ts'
import { anySmallData, type SmallData, type SmallDetection, smallData } from '../smallData.ts'

function matchesOf(data: SmallData, options: EvaluationOptions = {}) {
  const { groundTruth, detections } = smallData(data)
  return matchDetections(groundTruth, detections, settingsOf(options))
}

type Box = [number, number, number, number]
const at = (x: number): Box => [x, 0, 10, 10]
const away: Box = [500, 500, 10, 10]

test('the best score is the one whose detections, it and all above, have the highest F1', () => {
  const { overall } = bestF1(
    matchesOf({
      objects: [{ box: at(0) }, { box: at(20) }, { box: at(40) }, { box: at(60) }],
      detections: [
        { box: at(0), score: 0.9 },
        { box: away, score: 0.8 },
        { box: at(20), score: 0.7 },
        { box: at(40), score: 0.6 },
        { box: away, score: 0.5 },
        { box: away, score: 0.4 },
      ],
    }),
  )
  expect(overall).toEqual({ score: 0.6, f1: 6 / 8, precision: 3 / 4, recall: 3 / 4 })
})

test('detections of one score are kept together, as no threshold tells them apart', () => {
  const { overall } = bestF1(
    matchesOf({
      objects: [{ box: at(0) }, { box: at(20) }],
      detections: [
        { box: at(0), score: 0.9 },
        { box: at(20), score: 0.5 },
        { box: away, score: 0.5 },
        { box: away, score: 0.5 },
      ],
    }),
  )
  expect(overall).toEqual({ score: 0.9, f1: 2 / 3, precision: 1, recall: 1 / 2 })
})

test('of several best scores the highest is given', () => {
  const detections: SmallDetection[] = [
    { box: at(0), score: 0.9 },
    { box: away, score: 0.8 },
    { box: away, score: 0.8 },
    { box: at(20), score: 0.7 },
  ]
  const objects = [{ box: at(0) }, { box: at(20) }]
  expect(bestF1(matchesOf({ objects, detections })).overall).toMatchObject({ score: 0.9, f1: 2 / 3 })
})

test('every category has a score of its own, pooled ones count the detections of absent categories as wrong', () => {
  const { overall, perCategory } = bestF1(
    matchesOf({
      categories: [1, 2, 3],
      objects: [
        { category: 1, box: at(0) },
        { category: 2, box: at(20) },
      ],
      detections: [
        { category: 1, box: at(0), score: 0.3 },
        { category: 2, box: at(20), score: 0.9 },
        { category: 3, box: away, score: 0.6 },
        { category: 3, box: away, score: 0.5 },
        { category: 3, box: away, score: 0.4 },
      ],
    }),
  )
  expect(perCategory).toMatchObject([
    { category: { id: 1 }, score: 0.3, f1: 1 },
    { category: { id: 2 }, score: 0.9, f1: 1 },
    { category: { id: 3 }, score: null, f1: null, precision: null, recall: null, reason: 'there is no object' },
  ])
  expect(overall).toEqual({ score: 0.9, f1: 2 / 3, precision: 1, recall: 1 / 2 })
})

test('no right detection: F1 is 0, and no score is the best', () => {
  const { overall } = bestF1(matchesOf({ objects: [{ box: at(0) }], detections: [{ box: away }] }))
  expect(overall).toEqual({ score: null, f1: 0, precision: null, recall: 0, reason: 'no detection matches an object' })
})

test('the IoU is that of the call; crowds excuse; an IoU that was not matched is refused', () => {
  const matches = matchesOf({
    objects: [{ box: [0, 0, 10, 10] }, { box: [100, 0, 90, 90], crowd: true }],
    detections: [
      { box: [0, 0, 10, 7], score: 0.6 },
      { box: [120, 20, 5, 5], score: 0.8 },
    ],
  })
  expect(bestF1(matches, { iou: 0.6 }).overall).toEqual({ score: 0.6, f1: 1, precision: 1, recall: 1 })
  expect(bestF1(matches, { iou: 0.75 }).overall).toMatchObject({ f1: 0 })
  expect(() => bestF1(matches, { iou: 0.4 })).toThrow(
    'Expected an iou out of 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95 but received 0.4',
  )
})

test.each([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95])('an iou of %d is known as one writes it', iou => {
  expect(bestF1(matchesOf({ objects: [{ box: away }], detections: [{ box: away }] }), { iou }).overall.f1).toBe(1)
})

test('no score has a higher F1: keeping only what is above any score, and matching again, never beats the best', () => {
  fc.assert(
    fc.property(anySmallData, data => {
      const best = bestF1(matchesOf(data)).overall
      const floors = [0.1, 0.3, 0.5, 0.7, 0.9]
      const f1s = floors.map(scoreFloor => {
        const { categories } = matchesOf(data, { scoreFloor })
        let tp = 0
        let wrong = 0
        let objects = 0
        for (const { scores, hits, found, excused, objectImages } of categories) {
          objects += objectImages.length
          wrong += scores.length
          hits.forEach((_, hit) => {
            const right = found[4 * hit]! & 1
            tp += right
            wrong -= right | (excused[4 * hit]! & 1)
          })
        }
        return objects === 0 ? null : (2 * tp) / (tp + wrong + objects)
      })
      expect(best.f1).toBe(f1s.includes(null) ? null : Math.max(...(f1s as number[])))
      if (best.score !== null) expect(f1s[floors.indexOf(best.score)]).toBe(best.f1)
    }),
    { seed: 4 },
  )
})
