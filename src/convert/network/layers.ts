/** Zeros around a map. VALID: none; SAME: TensorFlow's rule, the odd zero after; a number: as many on every side. */
export type Padding = 'VALID' | 'SAME' | number

export type Convolution = {
  op: 'convolution'
  output: string
  input: string
  /** layer whose `kernel`, and `bias` where no batch norm follows, it uses; heads use the same at every level */
  weights: string
  /** layer of the batch norm that follows */
  batchNorm?: string
  /** of the square kernel */
  side: 1 | 3 | 7
  /** channels */
  from: number
  to: number
  stride: 1 | 2
  padding: Padding
  relu: boolean
}

/** A step of a convolutional network. A map is called by the layer of keras-retinanet that makes it. */
export type Layer =
  | Convolution
  /** 3 × 3, stride 2, SAME */
  | { op: 'maxPool'; output: string; input: string }
  | { op: 'add'; output: string; inputs: readonly [string, string]; relu: boolean }
  /** to the height and width of `like`: position `i` comes from floor(i × from / to) */
  | { op: 'upsample'; output: string; input: string; like: string }
  | { op: 'relu'; output: string; input: string }

type Needed = 'output' | 'input' | 'weights' | 'from' | 'to'

/** A convolution; 1 × 1, stride 1, without padding or activation unless told. */
export const convolution = (
  layer: Pick<Convolution, Needed> & Partial<Omit<Convolution, Needed | 'op'>>,
): Convolution => ({ op: 'convolution', side: 1, stride: 1, padding: 'VALID', relu: false, ...layer })

/** Names and shapes of the tensors that layers need, as a keras-retinanet file has them. */
export function weightShapes(layers: readonly Layer[]): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>()
  for (const layer of layers) {
    if (layer.op !== 'convolution') continue
    const { weights, batchNorm, side, from, to } = layer
    shapes.set(`${weights}/kernel`, [side, side, from, to])
    if (batchNorm === undefined) shapes.set(`${weights}/bias`, [to])
    else
      for (const each of ['gamma', 'beta', 'moving_mean', 'moving_variance']) shapes.set(`${batchNorm}/${each}`, [to])
  }
  return shapes
}
