import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CocoDetection,
  type CocoGroundTruth,
  evaluateCoco,
  evaluateMatches,
  type GroundTruth,
  matchDetections,
  mergeMatches,
  packDetections,
  packGroundTruth,
  settingsOf,
} from '../../eval/index.ts'
import { cocoAreaRanges, type EvaluationOptions, type Profile } from '../../eval/settings.ts'
import { parity, twelveOf } from '../helper/evalFixture.ts'
import { randomCase } from '../helper/randomCase.ts'

// "To the bit" is meant: `toEqual` tells any two doubles apart. Warnings may differ, as they count and quote rows.

const cases = fc.nat({ max: 2 ** 31 - 1 }).map(seed => randomCase(seed, 'STRICT'))
const profiles = fc.constantFrom<Profile[]>('PYCOCOTOOLS', 'OMZ_ACCURACY_CHECKER')

/** FOVEA_TEST_RUNS=10000 looks for minutes where the suite looks for seconds, FOVEA_TEST_SEED elsewhere. */
const numRuns = Number(process.env.FOVEA_TEST_RUNS ?? 150)
const seed = Number(process.env.FOVEA_TEST_SEED ?? 1)

function holds<Values extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Values]: fc.Arbitrary<Values[K]> },
  predicate: (...values: Values) => void,
): void {
  fc.assert(fc.property(...arbitraries, predicate), { numRuns, seed })
}

type Case = { groundTruth: CocoGroundTruth; detections: CocoDetection[] }

function numbersOf({ groundTruth, detections }: Case, options: EvaluationOptions = {}) {
  const { warnings: _, ...numbers } = evaluateCoco(groundTruth, detections, options)
  return numbers
}

/** A number for each row, so that sorting by them shuffles: by the whole of fast-check's randomness. */
const orders = fc.infiniteStream(fc.nat())

function shuffle<Row>(rows: readonly Row[], order: Iterable<number>): Row[] {
  const keys = take(order, rows.length)
  return rows
    .map((row, i) => ({ row, key: keys[i]! }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ row }) => row)
}

/** Rows of different images and categories are shuffled; those of the same stay in their order. */
function interleave<Row extends { image_id: number; category_id: number }>(
  rows: readonly Row[],
  order: Iterable<number>,
): Row[] {
  const cellOf = (row: Row) => `${row.image_id} ${row.category_id}`
  const waiting = Map.groupBy(rows, cellOf)
  return shuffle(rows, order).map(row => waiting.get(cellOf(row))!.shift()!)
}

function take<Value>(values: Iterable<Value>, count: number): Value[] {
  const taken: Value[] = []
  if (count > 0) for (const value of values) if (taken.push(value) === count) break
  return taken
}

/** The same with scores that are all different, in any order. */
function withDistinctScores({ groundTruth, detections }: Case, order: Iterable<number>): Case {
  const ranks = shuffle([...detections.keys()], order)
  return { groundTruth, detections: detections.map((d, i) => ({ ...d, score: (ranks[i]! + 1) / 1024 })) }
}

test('the order of the images in their file does not matter; with the Open Model Zoo unless scores are equal', () => {
  holds([cases, orders, orders, profiles], (original, order, scores, profile) => {
    const given = profile === 'PYCOCOTOOLS' ? original : withDistinctScores(original, scores)
    const images = shuffle(given.groundTruth.images, order)
    const shuffled = { ...given, groundTruth: { ...given.groundTruth, images } }
    expect(numbersOf(shuffled, { profile })).toEqual(numbersOf(given, { profile }))
  })
})

test('the order of the categories does not matter', () => {
  holds([cases, orders], (given, order) => {
    const categories = shuffle(given.groundTruth.categories, order)
    expect(numbersOf({ ...given, groundTruth: { ...given.groundTruth, categories } })).toEqual(numbersOf(given))
  })
})

// Of one image and category it does: of equal IoUs the later annotation is taken.
test('the order of annotations of different images or categories does not matter', () => {
  holds([cases, orders, profiles], (given, order, profile) => {
    const annotations = interleave(given.groundTruth.annotations, order)
    const shuffled = { ...given, groundTruth: { ...given.groundTruth, annotations } }
    expect(numbersOf(shuffled, { profile })).toEqual(numbersOf(given, { profile }))
  })
})

test('the order of detections does not matter, if scores are distinct', () => {
  holds([cases, orders, orders, profiles], (original, scores, order, profile) => {
    const given = withDistinctScores(original, scores)
    const shuffled = { ...given, detections: shuffle(given.detections, order) }
    expect(numbersOf(shuffled, { profile })).toEqual(numbersOf(given, { profile }))
  })
})

test('the order of detections of different images or categories does not matter, with equal scores either', () => {
  holds([cases, orders, profiles], (given, order, profile) => {
    const shuffled = { ...given, detections: interleave(given.detections, order) }
    expect(numbersOf(shuffled, { profile })).toEqual(numbersOf(given, { profile }))
  })
})

test('only the order of scores matters: their ranks give the same numbers to the bit', () => {
  holds([cases], given => {
    const distinct = [...new Set(given.detections.map(({ score }) => score))].toSorted((a, b) => a - b)
    const ranked = given.detections.map(d => ({ ...d, score: distinct.indexOf(d.score) - 7 }))
    const { curves: _, ...numbers } = numbersOf({ ...given, detections: ranked })
    expect(numbersOf(given)).toMatchObject(numbers)
  })
})

/** The images of each shard, with their places in the whole file; annotations and detections need no parting. */
function split(groundTruth: GroundTruth, shardOf: readonly number[], shards: number): GroundTruth[] {
  const { images } = groundTruth
  return Array.from({ length: shards }, (_, shard) => {
    const rows = [...images.ids.keys()].filter(row => shardOf[row] === shard)
    const pick = (column: Float64Array) => Float64Array.from(rows, row => column[row]!)
    return {
      ...groundTruth,
      images: {
        ids: pick(images.ids),
        fileNames: rows.map(row => images.fileNames[row]!),
        widths: pick(images.widths),
        heights: pick(images.heights),
        places: Float64Array.from(rows),
      },
    }
  })
}

test('shards of images, matched apart, sent as clones and merged in any order, are the whole to the bit', () => {
  const options = fc.record({
    profile: profiles,
    imageScope: fc.constantFrom('ALL_IMAGES' as const, 'EVALUATED_ONLY' as const),
    caps: fc.constantFrom(undefined, [2, 5], [100]),
  })
  holds([cases, fc.infiniteStream(fc.nat({ max: 3 })), orders, options], (given, shards, order, chosen) => {
    const settings = settingsOf(chosen)
    const groundTruth = packGroundTruth(given.groundTruth)
    const detections = packDetections(given.detections)
    const whole = matchDetections(groundTruth, detections, settings)
    const parts = split(groundTruth, take(shards, groundTruth.images.ids.length), 4).map(shard =>
      structuredClone(matchDetections(shard, detections, settings)),
    )
    const [a, b, c, d] = shuffle(parts, order)
    const merged = mergeMatches([a!, b!, c!, d!])
    expect(merged).toEqual(whole)
    expect(evaluateMatches(merged)).toEqual(evaluateMatches(whole))
    expect(mergeMatches([mergeMatches([a!, b!]), mergeMatches([d!, c!])])).toEqual(whole)
  })
})

function scale({ groundTruth, detections }: Case, factor: number): Case {
  const scaleBox = (bbox: readonly number[]) => bbox.map(side => factor * side)
  return {
    groundTruth: {
      ...groundTruth,
      annotations: groundTruth.annotations.map(annotation => ({
        ...annotation,
        bbox: scaleBox(annotation.bbox),
        area: factor ** 2 * annotation.area!,
      })),
    },
    detections: detections.map(detection => ({ ...detection, bbox: scaleBox(detection.bbox) })),
  }
}

const powersOfTwo = fc.integer({ min: -12, max: 12 }).map(exponent => 2 ** exponent)

// By powers of two alone: any other factor rounds, and may move an IoU past a threshold.
test('scaling boxes and areas by a power of two keeps AP and recall at area all to the bit, if all has no end', () => {
  const areaRanges = [{ name: 'all', min: -1e300, max: 1e300 }]
  holds([cases, powersOfTwo, profiles], (given, factor, profile) => {
    expect(numbersOf(scale(given, factor), { profile, areaRanges })).toEqual(numbersOf(given, { profile, areaRanges }))
  })
})

test('scaling boxes by a power of two, and areas and their ranges by its square, keeps the twelve to the bit', () => {
  holds([cases, powersOfTwo], (given, factor) => {
    const areaRanges = cocoAreaRanges.map(({ name, min, max }) => {
      return { name, min: factor ** 2 * min, max: factor ** 2 * max }
    })
    const { summary, perCategory } = numbersOf(scale(given, factor), { areaRanges })
    const before = numbersOf(given)
    expect(summary).toEqual(before.summary)
    expect(perCategory.map(twelveOf)).toEqual(before.perCategory.map(twelveOf))
  })
})

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

// With equal scores it does not: where right and wrong of one score stood together, they now stand twice in turn.
test('the same images twice, under other ids, give the same twelve, if scores are distinct', () => {
  holds([cases, orders], (original, order) => {
    const { groundTruth, detections } = withDistinctScores(original, order)
    const again = <Row extends { image_id: number }>(row: Row): Row => ({ ...row, image_id: row.image_id + 1e12 })
    const doubled = {
      groundTruth: {
        ...groundTruth,
        images: [...groundTruth.images, ...groundTruth.images.map(({ id }) => ({ id: id + 1e12 }))],
        annotations: [
          ...groundTruth.annotations,
          ...groundTruth.annotations.map(a => ({ ...again(a), id: a.id + 0.5 })),
        ].map((annotation, i) => ({ ...annotation, id: i + 1 })),
      },
      detections: [...detections, ...detections.map(again)],
    }
    const before = twelveOf(numbersOf({ groundTruth, detections }).summary)
    const after = twelveOf(numbersOf(doubled).summary)
    before.forEach((value, i) => {
      if (value === null) expect(after[i]).toBeNull()
      else expect(Math.abs(after[i]! - value)).toBeLessThanOrEqual(parity)
    })
  })
})

test('parsed structures and packed columns agree to the bit', () => {
  holds([cases, profiles], ({ groundTruth, detections }, profile) => {
    const packed = evaluateCoco(packGroundTruth(groundTruth), packDetections(detections), { profile })
    expect(packed).toEqual(evaluateCoco(groundTruth, detections, { profile }))
  })
})

test('a category alone, a threshold alone and an area range alone have the numbers that they have among others', () => {
  holds([cases, profiles, fc.nat({ max: 9 })], (given, profile, t) => {
    const whole = numbersOf(given, { profile })
    const { iouThresholds, areaRanges } = whole.protocol
    for (const category of whole.perCategory) {
      const alone = numbersOf(given, { profile, categories: [category.category.id] })
      expect(alone.perCategory).toEqual([category])
    }
    const atOne = numbersOf(given, { profile, iouThresholds: [iouThresholds[t]!] })
    whole.curves.forEach(({ precision, scores }, i) => {
      expect(atOne.curves[i]!.precision).toEqual(precision.slice(101 * t, 101 * (t + 1)))
      expect(atOne.curves[i]!.scores).toEqual(scores.slice(101 * t, 101 * (t + 1)))
    })
    const inOne = numbersOf(given, { profile, areaRanges: areaRanges.slice(0, 1) })
    expect(inOne.curves).toEqual(whole.curves)
  })
})

test('a cap of k is the same as giving but the best k of each image and category', () => {
  holds([cases, profiles, fc.integer({ min: 1, max: 12 })], (given, profile, cap) => {
    const cells = Map.groupBy(given.detections, ({ image_id, category_id }) => `${image_id} ${category_id}`)
    const best = [...cells.values()].flatMap(rows => rows.toSorted((a, b) => b.score - a.score).slice(0, cap))
    const caps = [cap]
    expect(numbersOf(given, { profile, caps })).toEqual(numbersOf({ ...given, detections: best }, { profile, caps }))
  })
})
