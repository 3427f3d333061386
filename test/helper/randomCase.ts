import { createRandom, type Random } from '../../eval/bootstrap/createRandom.ts'
import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import type { EvaluationOptions } from '../../eval/settings.ts'

/** Numbers that an evaluation is made of, chosen so that what is rare in real files is common here. */
export type RandomCase = {
  groundTruth: CocoGroundTruth
  detections: CocoDetection[]
  options: EvaluationOptions
}

/**
 * STRICT: all that pycocotools reads is there. DEFAULTED: some `area` and `iscrowd` are missing. OPTIONS: STRICT, with
 * thresholds, caps, area ranges, images and categories of its own.
 */
export type CaseKind = 'STRICT' | 'DEFAULTED' | 'OPTIONS'

/** How many of each kind are compared: those of the seeds 1, 2, 3 … */
export const caseCounts: Record<CaseKind, number> = { STRICT: 1000, DEFAULTED: 100, OPTIONS: 300 }

type Annotation = CocoGroundTruth['annotations'][number] & { ignore?: number }
type Box = [number, number, number, number]

const scoreSets = [
  [0.1, 0.3, 0.5, 0.7, 0.9],
  [0.01, 0.04, 0.05, 0.06, 0.9],
  [-1.5, -0.25, 0, 0.5, 3],
  [0.1, 0.30000000000000004, 0.3, 0.7, 0.7000000000000001],
  [-0.30000000000000004, -0.3, -0.1, 0, 0.1],
]
const areas = [0, 1023.5, 1024, 1024.5, 9215, 9216, 9217, 1e10, 10_000_000_001, 3e10]

/**
 * Draws a case; the same seed gives the same case. Sides of boxes are multiples of a unit, and detections are objects
 * cut to twentieths, so that equal IoUs, and IoUs of exactly a threshold, are common; so are equal scores.
 */
export function randomCase(seed: number, kind: CaseKind): RandomCase {
  const random = createRandom(seed)
  const draw = createDraw(random)
  const unit = draw.pick([1, 8, 16, 32, 32, 32, 40, 40, 40, 40_000])
  const fractions = draw.chance(20)
  const scores = draw.chance(15) ? [] : draw.pick(scoreSets)
  const imageIds = draw.shuffle(distinctIds(draw, 1 + random.below(6)))
  const categoryIds = draw.shuffle(distinctIds(draw, 1 + random.below(4)))
  const unlisted = 777_777
  const crowded = draw.chance(6)
  const mostObjects = draw.pick([3, 6, 6, 12, 25])

  const steps = () => (draw.chance(5) ? 0 : draw.chance(1) ? -1 : 1 + random.below(3))
  const side = () => unit * steps() + (fractions ? random.next() / 2 ** 32 : 0)
  const corner = () => unit * random.below(4) + (fractions ? random.next() / 2 ** 32 : 0)
  const box = (): Box => [corner(), corner(), side(), side()]

  const annotations: Annotation[] = []
  const detections: CocoDetection[] = []
  const score = () => (scores.length > 0 ? draw.pick(scores) : random.next() / 2 ** 32)

  function annotate(image_id: number): void {
    const last = annotations.at(-1)
    const bbox = last && draw.chance(12) ? ([...last.bbox] as unknown as Box) : box()
    annotations.push({
      id: annotations.length + 1,
      image_id,
      category_id: draw.chance(2) ? unlisted : draw.pick(categoryIds),
      bbox,
      area: draw.chance(25) ? draw.pick(areas) : bbox[2] * bbox[3],
      iscrowd: draw.chance(18) ? 1 : 0,
      ...(draw.chance(15) && { ignore: random.below(2) }),
    })
  }

  function detect(image_id: number, category_id: number, near: readonly Annotation[]): void {
    const bbox = near.length > 0 && draw.chance(75) ? cut(draw.pick(near).bbox, draw) : box()
    detections.push({ image_id, category_id, bbox, score: score() })
  }

  for (const image of imageIds) {
    if (draw.chance(10)) continue
    const start = annotations.length
    for (let count = random.below(mostObjects + 1); count > 0; count--) annotate(image)
    const here = annotations.slice(start)
    if (draw.chance(10)) continue
    for (let count = random.below(2 * mostObjects + 1); count > 0; count--) {
      const near = draw.chance(85) ? here : []
      const category = draw.chance(80) && near.length > 0 ? draw.pick(near).category_id : draw.pick(categoryIds)
      detect(image, draw.chance(4) ? unlisted : category, near)
    }
    if (crowded) for (let count = 90 + random.below(40); count > 0; count--) detect(image, categoryIds[0]!, here)
  }
  if (draw.chance(4)) annotate(unlisted)

  const stride = draw.pick([1, 1, 7, 3_000_000_000])
  for (const annotation of annotations) annotation.id *= stride
  if (kind === 'DEFAULTED')
    for (const annotation of annotations) {
      if (draw.chance(50)) delete annotation.area
      if (draw.chance(50)) delete annotation.iscrowd
    }
  return {
    groundTruth: {
      images: imageIds.map(id => ({ id })),
      annotations: draw.chance(50) ? draw.shuffle(annotations) : annotations,
      categories: categoryIds.map(id => ({ id, name: `category ${id}` })),
    },
    detections: draw.shuffle(detections),
    options: kind === 'OPTIONS' ? drawOptions(draw, random, imageIds, categoryIds) : {},
  }
}

type Draw = ReturnType<typeof createDraw>

function createDraw(random: Random) {
  return {
    /** true in so many of a hundred */
    chance: (percent: number) => random.below(100) < percent,
    pick: <Value>(values: readonly Value[]) => values[random.below(values.length)]!,

    shuffle<Value>(values: readonly Value[]): Value[] {
      const shuffled = [...values]
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = random.below(last + 1)
        ;[shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!]
      }
      return shuffled
    },

    /** Some of the values, in their order, at least one. */
    some<Value>(values: readonly Value[]): Value[] {
      const kept = values.filter(() => random.below(2) === 0)
      return kept.length > 0 ? kept : [values[0]!]
    },
  }
}

/** Ids from 0, from 1, negative, or above 2 ** 31. */
function distinctIds(draw: Draw, count: number): number[] {
  const [first, step] = draw.pick([
    [0, 1],
    [0, 3],
    [1, 1],
    [-2, 2],
    [2_147_483_646, 1],
    [5_000_000_000, 1_000_003],
  ] as const)
  return Array.from({ length: count }, (_, i) => first + i * step)
}

/** The box, or a part of it that is some twentieths as wide: their IoU is as many twentieths. */
function cut([x, y, width, height]: readonly number[], draw: Draw): Box {
  const twentieths = draw.pick([20, 20, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9])
  return draw.chance(50)
    ? [x!, y!, (width! * twentieths) / 20, height!]
    : [x!, y! + height! - (height! * twentieths) / 20, width!, (height! * twentieths) / 20]
}

function drawOptions(draw: Draw, random: Random, imageIds: number[], categoryIds: number[]): EvaluationOptions {
  const options: EvaluationOptions = {}
  if (draw.chance(50))
    options.iouThresholds = draw.shuffle(
      draw.some([0.1, 0.25, 0.5, 0.5499999999999999, 0.6, 2 / 3, 0.75, 0.9, 0.95, 1]),
    )
  if (draw.chance(50))
    options.caps = draw.pick([[1, 10, 300], [5], [1], [2, 3], [1, 2, 100], [10, 100, 1000], [100, 1]])
  if (draw.chance(50))
    options.areaRanges = draw.pick([
      [{ name: 'all', min: 0, max: 1e10 }],
      [{ name: 'all', min: 1024, max: 9216 }],
      [
        { name: 'small', min: 0, max: 500 },
        { name: 'all', min: 0, max: 1e10 },
        { name: 'medium', min: 500, max: 500 + 500 * random.below(10) },
        { name: 'large', min: 1600, max: 1600 },
      ],
      [
        { name: 'all', min: 64, max: 1e12 },
        ...[1, 2, 3, 4].map(n => ({ name: `range ${n}`, min: 256 * n, max: 256 * (n + 1) })),
        { name: 'small', min: 0, max: 1024 },
        { name: 'large', min: 1024, max: 1e10 },
        { name: 'medium', min: 0, max: 0 },
      ],
    ])
  if (draw.chance(50)) {
    options.imageScope = 'EVALUATED_ONLY'
    options.evaluatedImages = draw.shuffle(draw.some(imageIds))
  }
  if (draw.chance(50)) options.categories = draw.shuffle(draw.some(categoryIds))
  return options
}
