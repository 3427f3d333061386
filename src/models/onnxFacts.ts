import type { Signature } from '../detector/readSignature.ts'
import { AppError } from '../errors.ts'

type Metadata = Signature['inputMetadata'][number]
type TensorMetadata = Extract<Metadata, { isTensor: true }>

/** Which outputs hold the detections: three lists, or one tensor `[1, 1, N, 7]`. */
type OutputFacts =
  | { kind: 'LISTS'; boxes: string; scores: string; labels: string; labelType: 'int32' | 'int64' | 'float32' }
  | { kind: 'DETECTIONS'; detections: string }

/** What an ONNX file itself says of what a manifest has to say. */
export type OnnxFacts = {
  /** the image; what the file leaves open is undefined */
  input: {
    name: string
    layout: 'NCHW' | 'NHWC' | undefined
    width: number | undefined
    height: number | undefined
  }
  /** the input for the size of the image */
  originalSize: string | undefined
  outputs: OutputFacts
}

const described = (all: readonly Metadata[]) =>
  all
    .map(value => (value.isTensor ? `${value.name} (${value.type} [${value.shape.join(', ')}])` : value.name))
    .join(', ')

const isTensor = (value: Metadata): value is TensorMetadata => value.isTensor
const isNumber = (value: number | string | undefined) => (typeof value === 'number' ? value : undefined)

function layoutOf(shape: TensorMetadata['shape']): 'NCHW' | 'NHWC' | undefined {
  const [channelsFirst, channelsLast] = [shape[1] === 3, shape[3] === 3]
  if (channelsFirst === channelsLast) return undefined
  return channelsFirst ? 'NCHW' : 'NHWC'
}

/** By shape where it tells, else by name: boxes end in 4, labels are integers or are called so, scores are the rest. */
function outputsOf(all: readonly Metadata[]): OutputFacts | undefined {
  const outputs = all.filter(isTensor)
  const floats = outputs.filter(({ type }) => type === 'float32')
  const [only] = floats
  if (only && outputs.length === 1 && only.shape.length === 4 && only.shape[3] === 7)
    return { kind: 'DETECTIONS', detections: only.name }
  const isList = ({ shape }: TensorMetadata) => shape.length <= 2
  const fours = floats.filter(({ shape }) => (shape.length === 2 || shape.length === 3) && shape.at(-1) === 4)
  const boxes = fours.length === 1 ? fours[0] : floats.find(({ name }) => /box/i.test(name))
  const lists = outputs.filter(output => output !== boxes && isList(output))
  const labels =
    lists.find(({ name, type }) => /label|class/i.test(name) && type !== 'bool') ??
    lists.find(({ type }) => type === 'int64' || type === 'int32')
  const rest = lists.filter(output => output !== labels && output.type === 'float32')
  const scores = rest.find(({ name }) => /score|conf/i.test(name)) ?? (rest.length === 1 ? rest[0] : undefined)
  if (!boxes || !labels || !scores) return undefined
  const labelType = labels.type
  if (labelType !== 'int32' && labelType !== 'int64' && labelType !== 'float32') return undefined
  return { kind: 'LISTS', boxes: boxes.name, scores: scores.name, labels: labels.name, labelType }
}

/** Rows of one image, as far as the shape fixes them; a first axis that varies is that of the images. */
function rowsOf([first, ...rest]: TensorMetadata['shape']): number | undefined {
  const sizes = typeof first === 'string' || first === undefined ? rest : [first, ...rest]
  if (sizes.length === 0 || !sizes.every(size => typeof size === 'number')) return undefined
  return sizes.reduce((product, size) => product * size, 1)
}

/** Whether boxes, scores and labels may be as many. */
function isEven(outputs: OutputFacts, all: readonly Metadata[]): boolean {
  if (outputs.kind === 'DETECTIONS') return true
  const shapeOf = (name: string) => all.filter(isTensor).find(output => output.name === name)!.shape
  const lists = [shapeOf(outputs.boxes).slice(0, -1), shapeOf(outputs.scores), shapeOf(outputs.labels)]
  return new Set(lists.map(rowsOf).filter(rows => rows !== undefined)).size <= 1
}

/**
 * @param shown the file, for messages
 * @throws AppError MODEL_INVALID when it takes no image or gives no detections
 */
export function onnxFacts({ inputMetadata, outputMetadata }: Signature, shown: string): OnnxFacts {
  const inputs = inputMetadata.filter(isTensor)
  const image = inputs.find(({ type, shape }) => type === 'float32' && shape.length === 4)
  if (!image)
    throw new AppError(
      'MODEL_INVALID',
      `${shown}: expected an input for an image, float32 of rank 4, but the file takes ${described(inputMetadata)}.`,
    )
  const outputs = outputsOf(outputMetadata)
  if (!outputs)
    throw new AppError(
      'MODEL_INVALID',
      `${shown}: expected detections, which are boxes [N, 4], scores [N] and labels [N] or one output [1, 1, N, 7], but the file gives ${described(outputMetadata)}.`,
      { hint: 'Export the model with its decoding (YOLO-like grids and raw heads cannot be read).' },
    )
  if (!isEven(outputs, outputMetadata))
    throw new AppError(
      'MODEL_INVALID',
      `${shown}: expected as many scores and labels as boxes but the file gives ${described(outputMetadata)}.`,
    )
  const layout = layoutOf(image.shape)
  const [, second, third, fourth] = image.shape
  const [height, width] = layout === 'NHWC' ? [second, third] : [third, fourth]
  const originalSize = inputs.find(({ type, shape }) => type === 'int64' && shape.length === 2 && shape[1] === 2)?.name
  return {
    input: { name: image.name, layout, width: isNumber(width), height: isNumber(height) },
    originalSize,
    outputs,
  }
}
