import { AppError } from '../errors.ts'
import type { ModelAnswers, ModelField } from './modelAnswers.ts'
import { type FamilyName, modelFamilies } from './modelFamilies.ts'
import type { OnnxFacts } from './onnxFacts.ts'

type Answers = Partial<ModelAnswers>

export type Guess = {
  family: FamilyName
  /** said by the file, by the person, or beyond doubt */
  known: Answers
  /** what is not known, in the order in which to ask */
  missing: ModelField[]
  /** for some of what is missing, what it most likely is */
  likely: Answers
}

const inOrder: readonly ModelField[] = [
  'layout',
  'colour',
  'mean',
  'scale',
  'resize',
  'size',
  'kernel',
  'originalSize',
  'boxes',
  'space',
  'duplicates',
  'labelBase',
  'labels',
  'scoreFloor',
]

/**
 * Fits the size to the way of resizing: a size that belonged to another way goes, and the file's own comes where it
 * fixes one.
 * @param resize said by a person
 */
function withSize({ input: { width, height } }: OnnxFacts, answers: Answers, resize = answers.resize): Answers {
  const { size, ...others } = answers
  const changed = { ...others, ...(resize && { resize }) }
  if (size !== undefined && resize === answers.resize) return answers
  if (width === undefined || height === undefined) return changed
  if (resize === 'STRETCH') return { ...changed, size: [width, height] }
  if (resize === 'LONG_SIDE' && width === height) return { ...changed, size: [width] }
  return changed
}

const isOneTensor = ({ outputs }: OnnxFacts) => outputs.kind === 'DETECTIONS'
const oneTensor = 'as the file gives one output of [1, 1, N, 7]'

/** Why a field has no place in the manifest of that file; undefined: it has one. */
function noPlaceFor(field: ModelField, facts: OnnxFacts, { resize }: Answers): string | undefined {
  if (field === 'kernel') return resize === 'KERAS_RETINANET' ? 'as --resize keras-retinanet has its own' : undefined
  if (field === 'originalSize')
    return facts.originalSize === undefined ? 'as the file has no input for the size of the image' : undefined
  const isOfLists = field === 'boxes' || field === 'space' || field === 'duplicates'
  return isOfLists && isOneTensor(facts) ? oneTensor : undefined
}

function flagOf(field: ModelField, { duplicates }: Answers): string {
  if (field === 'duplicates') return duplicates === 'REMOVED' ? '--suppressed' : '--iou'
  return field === 'originalSize' ? '--original-size' : `--${field}`
}

/**
 * Lays out what is known of a model and what has to be asked. What a person has said goes before everything else.
 * @param said has no field that is undefined
 * @param like a family whose habits are to hold, in place of asking
 * @throws AppError BAD_USER_INPUT when the file cannot be one of that family, or what was said has no place in it
 */
export function guessManifest(facts: OnnxFacts, said: Answers, like?: FamilyName): Guess {
  const names = Object.keys(modelFamilies) as FamilyName[]
  const family = like ?? names.find(name => modelFamilies[name].fits(facts)) ?? 'plain'
  if (isOneTensor(facts) !== (family === 'omz'))
    throw new AppError(
      'BAD_USER_INPUT',
      `--like ${family}: expected ${isOneTensor(facts) ? `omz, ${oneTensor}` : 'another family, as the file gives boxes, scores and labels'}.`,
    )
  const { sure, likely } = modelFamilies[family]
  const sized = (answers: Answers) => withSize(facts, answers, said.resize)
  const habits = sized({ ...sure, ...likely(facts) })
  const layout = facts.input.layout
  const most = { maxDetections: 300 }
  const known = sized({ ...most, ...(layout && { layout }), ...sized(like ? habits : sure), ...said })
  for (const field of inOrder) {
    const reason = noPlaceFor(field, facts, known)
    if (reason && said[field] !== undefined)
      throw new AppError('BAD_USER_INPUT', `${flagOf(field, said)}: expected none, ${reason}.`)
  }
  return {
    family,
    known,
    missing: inOrder.filter(field => known[field] === undefined && !noPlaceFor(field, facts, known)),
    likely: habits,
  }
}
