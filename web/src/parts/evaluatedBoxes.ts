import type {
  EvaluatedDetectionBoxFragment,
  EvaluatedImageBoxesFragment,
  EvaluatedImagePairsFragment,
  EvaluatedObjectBoxFragment,
} from '../api/generated.ts'
import { formatScore } from './formatNumber.ts'
import type { PhotoBox } from './photoBox.ts'

/** An image of an evaluation; with its pairs where it is behind a cell of a confusion matrix. */
export type EvaluatedBoxes = EvaluatedImageBoxesFragment & Partial<EvaluatedImagePairsFragment>

/** The kinds of boxes of an evaluated image, in the order in which the arrow keys go through them. */
const evaluatedKinds = ['pairs', 'falsePositives', 'misses', 'found', 'crowds'] as const

export type EvaluatedKind = (typeof evaluatedKinds)[number]

/** Which kinds are drawn; those that are not named are not. */
export type EvaluatedShow = Partial<Record<EvaluatedKind, boolean>>

/** All that becomes of detections and objects. Pairs are the same boxes again, seen across categories. */
export const everythingShown: EvaluatedShow = { falsePositives: true, misses: true, found: true, crowds: true }

type Detected = EvaluatedDetectionBoxFragment
type Annotated = EvaluatedObjectBoxFragment
type Line = NonNullable<PhotoBox['line']>

const scored = ({ category, score }: Detected) => `${category.name} ${formatScore(score)}`
const overlap = (iou: number | null) => (iou === null ? '' : ` (IoU ${formatScore(iou)})`)

function detected(id: string, detection: Detected, line: Line, what: string): PhotoBox {
  return { id, ...detection.box, name: `${scored(detection)}, ${what}`, color: 'var(--found)', line }
}

function annotated(id: string, object: Annotated, line: Line, name: string): PhotoBox {
  return { id, ...object.box, name, color: 'var(--truth)', line }
}

type Pair = EvaluatedImagePairsFragment['confusions'][number]

function pairBoxes({ detection, object, iou }: Pair, id: string): PhotoBox[] {
  const boxes: PhotoBox[] = []
  const there = object ? `lies on ${object.category.name}${overlap(iou)}` : 'lies on no object'
  if (detection) boxes.push(detected(`${id}-found`, detection, 'solid', there))
  if (object && detection)
    boxes.push(annotated(`${id}-truth`, object, 'dashed', `${object.category.name}, detected as ${scored(detection)}`))
  if (object && !detection) boxes.push(annotated(`${id}-truth`, object, 'dashed', `missed: ${object.category.name}`))
  return boxes
}

const boxesOf: Record<EvaluatedKind, (image: EvaluatedBoxes) => PhotoBox[]> = {
  pairs: ({ confusions = [] }) => confusions.flatMap((pair, index) => pairBoxes(pair, `pair${index}`)),
  falsePositives: ({ falsePositives }) =>
    falsePositives.map((found, index) => detected(`false${index}`, found, 'solid', 'takes no object')),
  misses: ({ misses }) =>
    misses.map((object, index) => annotated(`miss${index}`, object, 'dashed', `missed: ${object.category.name}`)),
  found: ({ truePositives }) =>
    truePositives.flatMap(({ detection, object, iou }, index) => [
      detected(`true${index}-found`, detection, 'thin', `takes an object${overlap(iou)}`),
      annotated(`true${index}-truth`, object, 'thin', `${object.category.name}, found${overlap(iou)}`),
    ]),
  crowds: ({ crowds, excused }) => [
    ...crowds.map((object, index) => annotated(`crowd${index}`, object, 'dotted', `crowd: ${object.category.name}`)),
    ...excused.map((found, index) => detected(`excused${index}`, found, 'thin', 'lies on a crowd and does not count')),
  ],
}

/** The boxes of an evaluated image, those kinds that are shown: ground truth in one colour, detections in the other. */
export function evaluatedBoxes(image: EvaluatedBoxes, show: EvaluatedShow = everythingShown): PhotoBox[] {
  return evaluatedKinds.flatMap(kind => (show[kind] ? boxesOf[kind](image) : []))
}
