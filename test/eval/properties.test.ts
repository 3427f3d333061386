import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  evaluateCoco,
  evaluateMatches,
  type GroundTruth,
  matchDetections,
  mergeMatches,
  packDetections,
  packGroundTruth,
  settingsOf,
} from '../../eval/index.ts'
import { cocoAreaRanges } from '../../eval/settings.ts'
import { parity, twelveOf } from '../helper/evalFixture.ts'
import {
  type Case,
  cases,
  holds,
  interleave,
  numbersOf,
  orders,
  profiles,
  shuffle,
  take,
  withDistinctScores,
} from '../helper/evalProperty.ts'

// What must not matter. "To the bit" is meant: `toEqual` tells any two doubles apart.

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

// With equal scores it does not: where right and wrong of one score stood together, they now stand twice in turn.
test('the same images twice, under other ids, give the same twelve, if scores are distinct', () => {
  holds([cases, orders], (original, order) => {
    const { groundTruth, detections } = withDistinctScores(original, order)
    const again = <Row extends { image_id: number }>(row: Row): Row => ({ ...row, image_id: row.image_id + 1e12 })
    const doubled = {
      groundTruth: {
        ...groundTruth,
        images: [...groundTruth.images, ...groundTruth.images.map(({ id }) => ({ id: id + 1e12 }))],
        annotations: [...groundTruth.annotations, ...groundTruth.annotations.map(again)].map((annotation, i) => {
          return { ...annotation, id: i + 1 }
        }),
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
    const { protocol, ...numbers } = numbersOf(given, { profile, caps })
    const ofBest = numbersOf({ ...given, detections: best }, { profile, caps })
    expect({ ...numbers, protocol: { ...protocol, leftOut: ofBest.protocol.leftOut } }).toEqual(ofBest)
  })
})
