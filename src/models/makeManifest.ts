import type { Manifest } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import type { NewManifest } from './installModel.ts'
import type { ModelAnswers } from './modelAnswers.ts'
import type { OnnxFacts } from './onnxFacts.ts'

type Named = Pick<Manifest, 'name' | 'licence' | 'description'>

/** @throws AppError BAD_USER_INPUT when the numbers are not those that the rule takes */
function resizeOf({ resize: rule, size, kernel }: ModelAnswers): Manifest['input']['resize'] {
  const [first, second] = size
  const wanted = { STRETCH: 'WIDTHxHEIGHT', SHORT_SIDE: 'SHORTxLONG', KERAS_RETINANET: 'SHORTxLONG', LONG_SIDE: 'LONG' }
  const wrong = () =>
    new AppError('BAD_USER_INPUT', `--size: expected ${wanted[rule]} for this resize rule but found ${size.join('x')}.`)
  if (first === undefined) throw wrong()
  if (rule === 'LONG_SIDE') {
    if (size.length > 1) throw wrong()
    return { rule, long: first, kernel }
  }
  if (rule === 'STRETCH') return { rule, width: first, height: second ?? first, kernel }
  if (second === undefined || second < first) throw wrong()
  return rule === 'SHORT_SIDE' ? { rule, short: first, long: second, kernel } : { rule, short: first, long: second }
}

function outputsOf({ outputs }: OnnxFacts, answers: ModelAnswers): Manifest['outputs'] {
  const { labelBase: base, duplicates } = answers
  if (outputs.kind === 'DETECTIONS') return { detections: { name: outputs.detections, base }, suppressed: true }
  const tensors = {
    boxes: { name: outputs.boxes, format: answers.boxes, space: answers.space },
    scores: { name: outputs.scores },
    labels: { name: outputs.labels, base, type: outputs.labelType },
  }
  return duplicates === 'REMOVED'
    ? { ...tensors, suppressed: true }
    : { ...tensors, suppressed: false, iouThreshold: duplicates }
}

/**
 * The manifest of an ONNX file, but for the file, once everything is known.
 * @throws AppError BAD_USER_INPUT when the answers do not go together
 */
export function makeManifest(facts: OnnxFacts, answers: ModelAnswers, named: Named): NewManifest {
  const { layout, colour, mean, scale, scoreFloor, maxDetections, labels } = answers
  const { originalSize } = facts
  return {
    ...named,
    input: { name: facts.input.name, layout, colour, mean, scale, resize: resizeOf(answers) },
    ...(originalSize === undefined ? {} : { originalSize: { name: originalSize, order: answers.originalSize } }),
    scoreFloor,
    maxDetections,
    outputs: outputsOf(facts, answers),
    labels,
  }
}
