import type { RetinaNet } from '../kerasModel.ts'
import { convolution, type Layer } from './layers.ts'

/** Blocks of stages 2 to 5 (He et al. 2016, table 1). */
const blocks = { resnet50: [3, 4, 6, 3], resnet101: [3, 4, 23, 3], resnet152: [3, 8, 36, 3] } as const

/** `a`, `b`, `c` …; in stages 3 and 4 of the deeper networks `a`, `b1`, `b2` … (keras_resnet/models/_2d.py). */
function blockName(backbone: RetinaNet['backbone'], stage: number, index: number): string {
  const numbered = backbone !== 'resnet50' && (stage === 3 || stage === 4) && index > 0
  return `${stage}${numbered ? `b${index}` : String.fromCharCode(97 + index)}`
}

/** A bottleneck: 1 × 1 that narrows and holds the stride, 3 × 3, 1 × 1 that widens; and what goes around them. */
function bottleneck(input: string, name: string, from: number, narrow: number, stride: 1 | 2, first: boolean): Layer[] {
  const [a, b, c, around] = ['branch2a', 'branch2b', 'branch2c', 'branch1'].map(branch => `bn${name}_${branch}`) as [
    string,
    string,
    string,
    string,
  ]
  const wide = narrow * 4
  const normed = (output: string) => ({ output, batchNorm: output, weights: output.replace('bn', 'res') })
  return [
    convolution({ ...normed(a), input, from, to: narrow, stride, relu: true }),
    convolution({ ...normed(b), input: a, from: narrow, to: narrow, side: 3, padding: 1, relu: true }),
    convolution({ ...normed(c), input: b, from: narrow, to: wide }),
    ...(first ? [convolution({ ...normed(around), input, from, to: wide, stride })] : []),
    { op: 'add', output: `res${name}_relu`, inputs: [c, first ? around : input], relu: true },
  ]
}

/**
 * ResNet as keras-resnet builds it, with the stride in the first 1 × 1 of a stage.
 * @returns its layers, and the maps C3, C4 and C5 with 512, 1,024 and 2,048 channels
 */
export function resNet(input: string, { backbone, conv1 }: Pick<RetinaNet, 'backbone' | 'conv1'>) {
  const layers: Layer[] = [
    convolution({
      output: 'conv1_relu',
      input,
      weights: 'conv1',
      batchNorm: 'bn_conv1',
      side: 7,
      from: 3,
      to: 64,
      stride: 2,
      padding: conv1 === 'PADDED' ? 3 : 'SAME',
      relu: true,
    }),
    { op: 'maxPool', output: 'pool1', input: 'conv1_relu' },
  ]
  let last = 'pool1'
  let channels = 64
  const stages = blocks[backbone].map((count, index) => {
    const stage = index + 2
    const narrow = 64 * 2 ** index
    for (let block = 0; block < count; block++) {
      const name = blockName(backbone, stage, block)
      layers.push(...bottleneck(last, name, channels, narrow, block === 0 && stage > 2 ? 2 : 1, block === 0))
      last = `res${name}_relu`
      channels = narrow * 4
    }
    return last
  })
  const [, c3, c4, c5] = stages as [string, string, string, string]
  return { layers, c3, c4, c5 }
}
