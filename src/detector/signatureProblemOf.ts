import type { InferenceSession } from 'onnxruntime-node'
import type { Manifest } from './manifest.ts'

type Expected = { name: string; types: readonly string[]; ranks: readonly number[]; last?: number }

type Metadata = readonly InferenceSession.ValueMetadata[]

const described = (value: InferenceSession.ValueMetadata) =>
  value.isTensor ? `${value.name} (${value.type} [${value.shape.join(', ')}])` : `${value.name} (not a tensor)`

function expectedOutputs(outputs: Manifest['outputs']): Expected[] {
  if ('detections' in outputs) return [{ name: outputs.detections.name, types: ['float32'], ranks: [4], last: 7 }]
  const lists = { types: ['float32'], ranks: [1, 2] }
  const { type } = outputs.labels
  return [
    { name: outputs.boxes.name, types: ['float32'], ranks: [2, 3], last: 4 },
    { name: outputs.scores.name, ...lists },
    { name: outputs.labels.name, ...lists, types: type ? [type] : ['int32', 'int64', 'float32'] },
  ]
}

function expectedOf({ input, originalSize, outputs }: Manifest): { inputs: Expected[]; outputs: Expected[] } {
  return {
    inputs: [
      { name: input.name, types: ['float32'], ranks: [4] },
      ...(originalSize ? [{ name: originalSize.name, types: ['int64'], ranks: [2], last: 2 }] : []),
    ],
    outputs: expectedOutputs(outputs),
  }
}

/** One line on what is wrong with the inputs or outputs of a file, or undefined. A shape may be unknown: `[]`. */
function problemOf(kind: 'input' | 'output', there: Metadata, expected: readonly Expected[]): string | undefined {
  for (const { name, types, ranks, last } of expected) {
    const value = there.find(each => each.name === name)
    const all = there.map(described).join(', ')
    if (!value) return `the manifest names the ${kind} ${name} but the file has ${all}`
    const shape = value.isTensor ? value.shape : []
    const end = shape.at(-1)
    const fits =
      value.isTensor &&
      types.includes(value.type) &&
      (shape.length === 0 || ranks.includes(shape.length)) &&
      (last === undefined || typeof end !== 'number' || end === last)
    if (!fits) {
      const wanted = `${types.join(' or ')} of rank ${ranks.join(' or ')}${last ? ` that ends in ${last}` : ''}`
      return `expected the ${kind} ${name} to be ${wanted} but the file has ${described(value)}`
    }
  }
  return undefined
}

/** The tensor's size as far as it is the same for every image. */
function sizeOf({ resize }: Manifest['input']) {
  if (resize.rule === 'STRETCH') return resize
  if (resize.rule === 'LONG_SIDE') return { width: resize.long, height: resize.long }
  return { width: 'W', height: 'H' }
}

/** One line on what the manifest's layout and size contradict in the file's image input, or undefined. */
function imageProblemOf({ input }: Manifest, inputs: Metadata): string | undefined {
  const image = inputs.find(each => each.name === input.name)
  if (!image?.isTensor || image.shape.length !== 4) return undefined
  const size = sizeOf(input)
  const wanted = input.layout === 'NCHW' ? [1, 3, size.height, size.width] : [1, size.height, size.width, 3]
  const fits = image.shape.every((have, axis) => typeof have !== 'number' || have === wanted[axis])
  return fits
    ? undefined
    : `expected the input ${input.name} to take [${wanted.join(', ')}] but the file has ${described(image)}`
}

/**
 * Holds a file's inputs and outputs against its manifest: names, element types, ranks, and sizes where the file fixes them.
 * @returns one line on the first thing that does not fit, or undefined
 */
export function signatureProblemOf(
  manifest: Manifest,
  { inputMetadata, outputMetadata }: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>,
): string | undefined {
  const expected = expectedOf(manifest)
  const unnamed = inputMetadata.filter(({ name }) => !expected.inputs.some(input => input.name === name))
  return (
    problemOf('input', inputMetadata, expected.inputs) ??
    problemOf('output', outputMetadata, expected.outputs) ??
    imageProblemOf(manifest, inputMetadata) ??
    (unnamed.length > 0
      ? `the file needs the input ${unnamed.map(described).join(', ')}, which the manifest does not name`
      : undefined)
  )
}
