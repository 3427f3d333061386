import { AppError } from '../../errors.ts'
import type { KerasModel, RetinaNet } from '../kerasModel.ts'
import { type Convolution, type Layer, weightShapes } from './layers.ts'

type Weighted = Pick<KerasModel, 'file' | 'tensors'> & { network: Pick<RetinaNet, 'batchNormEpsilon'> }

const list = (shape: readonly number[]) => `[${shape.join(', ')}]`

/** @throws AppError MODEL_INVALID: the first tensor that is missing or has another shape, and how many there are */
function checkShapes({ file, tensors }: Weighted, layers: readonly Layer[]): void {
  const wrong = [...weightShapes(layers)].filter(([name, shape]) => {
    const there = tensors.get(name)?.shape
    return there === undefined || there.length !== shape.length || there.some((side, axis) => side !== shape[axis])
  })
  const [first] = wrong
  if (!first) return
  const [name, shape] = first
  const there = tensors.get(name)
  const others =
    wrong.length > 1 ? ` (and ${wrong.length - 1} more that ${wrong.length === 2 ? 'does' : 'do'} not fit)` : ''
  throw new AppError(
    'MODEL_INVALID',
    `${file}: expected the weights ${name} ${list(shape)} but found ${there ? list(there.shape) : 'none'}${others}`,
  )
}

/**
 * Weights of convolutions as ONNX wants them, each batch norm folded into the convolution before it:
 * kernel × gamma / sqrt(variance + epsilon), and as bias beta − mean × the same factor.
 * @throws AppError MODEL_INVALID when a tensor is missing or has another shape than a layer needs; when one is read, that
 * its numbers cannot be weights
 */
export function foldedWeights(model: Weighted, layers: readonly Layer[]) {
  checkShapes(model, layers)
  const invalid = (problem: string) => new AppError('MODEL_INVALID', `${model.file}: ${problem}`)

  /** @throws AppError MODEL_INVALID when a number is not finite */
  const finite = (name: string, values: Float32Array): Float32Array => {
    const at = values.findIndex(value => !Number.isFinite(value))
    if (at < 0) return values
    throw invalid(`expected finite weights but ${name} has ${values[at]} at position ${at} of ${values.length}`)
  }
  const read = (name: string) => finite(name, model.tensors.get(name)!.read())

  /** What each output channel is multiplied by. */
  const factors = (batchNorm: string): Float64Array => {
    const gamma = read(`${batchNorm}/gamma`)
    const variance = read(`${batchNorm}/moving_variance`)
    const negative = variance.find(value => value < 0)
    if (negative !== undefined)
      throw invalid(`expected variances of at least 0 but ${batchNorm}/moving_variance has ${negative}`)
    return Float64Array.from(gamma, (value, i) => value / Math.sqrt(variance[i]! + model.network.batchNormEpsilon))
  }

  return {
    /** `[to, from, side, side]` */
    kernel({ weights, batchNorm, side, from, to }: Convolution): Float32Array {
      const kernel = read(`${weights}/kernel`)
      const factor = batchNorm === undefined ? undefined : factors(batchNorm)
      const area = side * side
      const turned = new Float32Array(kernel.length)
      for (let out = 0; out < to; out++) {
        const times = factor?.[out] ?? 1
        for (let channel = 0, o = out * from * area; channel < from; channel++) {
          for (let at = 0, i = channel * to + out; at < area; at++, i += from * to) turned[o++] = kernel[i]! * times
        }
      }
      // finite numbers can have a product that is too large for float32
      return batchNorm === undefined ? turned : finite(`${weights}/kernel × ${batchNorm}`, turned)
    },

    /** `[to]` */
    bias({ weights, batchNorm }: Convolution): Float32Array {
      if (batchNorm === undefined) return read(`${weights}/bias`)
      const mean = read(`${batchNorm}/moving_mean`)
      const factor = factors(batchNorm)
      const bias = read(`${batchNorm}/beta`).map((beta, i) => beta - mean[i]! * factor[i]!)
      return finite(`the bias of ${batchNorm}`, bias)
    },
  }
}

export type FoldedWeights = ReturnType<typeof foldedWeights>
