/** A layer as a file has it, in as much as that decides whether fovea builds the same. */
export type KerasLayer = {
  /** what it computes, in words that are equal when it computes the same: `Conv2D 3 stride 2 SAME + bias` */
  what: string
  /** layers that it takes the outputs of */
  inputs: readonly string[]
  /** of BatchNormalization */
  epsilon?: number
  /** outputs of Conv2D, last axis of Reshape */
  channels?: number
}

/** By name; those of the two heads beside the others, each once. */
export type KerasLayers = ReadonlyMap<string, KerasLayer>

type ConvolutionWords = {
  /** of the kernel; '1' when it is square */
  side: string
  stride: number
  padding: string
  bias: boolean
  relu: boolean
  /** whatever else there is to it: 'dilation 2' */
  odd?: readonly string[]
}

/** What a convolution is in the words of `KerasLayer`. A kernel of one number needs no padding, whichever it has. */
export const convolutionWords = ({ side, stride, padding, bias, relu, odd = [] }: ConvolutionWords): string =>
  [
    `Conv2D ${side} stride ${stride} ${side === '1' ? 'VALID' : padding}`,
    ...odd,
    ...(bias ? ['bias'] : []),
    ...(relu ? ['relu'] : []),
  ].join(' + ')
