import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchDetections, packDetections, packGroundTruth, settingsOf } from '../../eval/index.ts'
import { parity, twelveOf } from '../helper/evalFixture.ts'
import {
  type Case,
  cases,
  holds,
  numbersOf,
  numRuns,
  orders,
  profiles,
  withDistinctScores,
} from '../helper/evalProperty.ts'
import { randomCase } from '../helper/randomCase.ts'

// What numbers must be, and which way they may go.

test('of the detections, only those that match something at some threshold and area range are kept as hits', () => {
  holds([cases, profiles], ({ groundTruth, detections }, profile) => {
    const settings = settingsOf({ profile })
    const { categories } = matchDetections(packGroundTruth(groundTruth), packDetections(detections), settings)
    const areas = settings.areaRanges.length
    for (const { hits, found, excused } of categories) {
      const matched = [...hits.keys()].filter(hit =>
        settings.areaRanges.some((_, area) => (found[hit * areas + area]! | excused[hit * areas + area]!) !== 0),
      )
      expect(matched).toHaveLength(hits.length)
    }
  })
})

/** Rows that are wrong at every threshold, area all; scores are distinct, so that a score tells which row it is. */
function wrongRows({ groundTruth, detections }: Case): number[] {
  const { settings, categories } = matchDetections(
    packGroundTruth(groundTruth),
    packDetections(detections),
    settingsOf(),
  )
  const all = settings.areaRanges.findIndex(({ name }) => name === 'all')
  return categories.flatMap(({ scores, outside, hits, found, excused }) => {
    const isInside = (place: number) => ((outside[place]! >>> all) & 1) === 0
    const matched = [...hits].filter((_, hit) => {
      const at = hit * settings.areaRanges.length + all
      return (found[at]! | excused[at]!) !== 0
    })
    const places = [...scores.keys()].filter(place => isInside(place) && !matched.includes(place))
    return places.map(place => detections.findIndex(({ score }) => score === scores[place]))
  })
}

// Where it made room under a cap, what comes in is of a lower score and, wrong or right, costs less.
test('removing a detection that is wrong at every threshold never lowers AP or recall', () => {
  let removed = 0
  holds([cases, orders, fc.nat()], (original, order, which) => {
    const given = withDistinctScores(original, order)
    const rows = wrongRows(given)
    if (rows.length === 0) return
    removed++
    const detections = given.detections.toSpliced(rows[which % rows.length]!, 1)
    const before = numbersOf(given).summary
    const after = numbersOf({ ...given, detections }).summary
    for (const metric of ['ap', 'ap50', 'ap75', 'ar1', 'ar10', 'ar100'] as const)
      if (before[metric] !== null) expect(after[metric]).toBeGreaterThanOrEqual(before[metric])
  })
  expect(removed).toBeGreaterThan(numRuns / 2)
})

test('a false positive never raises AP or recall; one of the lowest score of all changes nothing', () => {
  holds([cases, fc.double({ min: -2, max: 4, noNaN: true }), fc.nat(), fc.nat()], (given, score, image, category) => {
    const { images, categories } = given.groundTruth
    const image_id = images[image % images.length]!.id
    const category_id = categories[category % categories.length]!.id
    const far = { image_id, category_id, bbox: [1e6, 1e6, 50, 50] }
    const before = numbersOf(given).summary
    const after = numbersOf({ ...given, detections: [{ ...far, score }, ...given.detections] }).summary
    for (const metric of ['ap', 'ap50', 'ap75', 'ar1', 'ar10', 'ar100'] as const)
      if (before[metric] !== null) expect(after[metric]).toBeLessThanOrEqual(before[metric])
    const lowest = { ...far, score: -9 }
    expect(numbersOf({ ...given, detections: [...given.detections, lowest] }).summary).toEqual(before)
  })
})

// Crowds are left out, and all areas lie inside the range: of an ignored object the detection may take a neighbour.
test('detections that are the objects have an AP and a recall of 1, in whatever order', () => {
  holds([cases, orders], ({ groundTruth }, order) => {
    const annotations = groundTruth.annotations
      .filter(({ bbox, iscrowd }) => bbox[2]! > 0 && bbox[3]! > 0 && iscrowd === 0)
      .map(annotation => ({ ...annotation, area: 1 }))
    const images = new Set(groundTruth.images.map(({ id }) => id))
    const detections = annotations
      .filter(({ image_id }) => images.has(image_id))
      .map(({ image_id, category_id, bbox }) => ({ image_id, category_id, bbox, score: 0.5 }))
    const perfect = withDistinctScores({ groundTruth: { ...groundTruth, annotations }, detections }, order)
    const { summary } = numbersOf(perfect)
    if (summary.ap === null) return
    for (const value of [summary.ap, summary.ap50, summary.ap75, summary.ar100])
      expect(Math.abs(value! - 1)).toBeLessThanOrEqual(parity)
  })
})

test('every number is from 0 to 1, or undefined with a reason', () => {
  holds([fc.nat(), profiles], (seed, profile) => {
    const { groundTruth, detections, options } = randomCase(seed, 'OPTIONS')
    const { summary, reasons, perCategory } = numbersOf({ groundTruth, detections }, { ...options, profile })
    for (const { numbers, why } of [
      { numbers: summary, why: reasons },
      ...perCategory.map(category => ({ numbers: category, why: category.reasons })),
    ]) {
      const values = twelveOf(numbers)
      expect(values.every(value => value === null || (value >= 0 && value <= 1))).toBe(true)
      expect(Object.keys(why)).toHaveLength(values.filter(value => value === null).length)
    }
  })
})

test('objects, crowds and detections are counted by category: the listed ones, of each image the best 100', () => {
  holds([cases], given => {
    const { images } = given.groundTruth
    const { perCategory, protocol } = numbersOf(given)
    let total = { groundTruths: 0, crowds: 0, detections: 0 }
    for (const { category, ...counted } of perCategory) {
      const isCounted = (row: { image_id: number; category_id: number }) =>
        row.category_id === category.id && images.some(({ id }) => id === row.image_id)
      const objects = given.groundTruth.annotations.filter(isCounted)
      const perImage = images.map(({ id }) => given.detections.filter(d => d.image_id === id && isCounted(d)).length)
      const crowds = objects.filter(({ iscrowd }) => iscrowd === 1).length
      const detections = perImage.reduce((sum, count) => sum + Math.min(count, 100), 0)
      expect(counted).toMatchObject({ groundTruths: objects.length - crowds, crowds, detections })
      total = {
        groundTruths: total.groundTruths + objects.length - crowds,
        crowds: total.crowds + crowds,
        detections: total.detections + detections,
      }
    }
    expect(protocol).toMatchObject({ images: images.length, ...total })
  })
})
