import { convolution, type Layer } from './layers.ts'

/** Levels of the pyramid, fine to coarse. */
export const levels = ['P3', 'P4', 'P5', 'P6', 'P7'] as const

/** Pixels of the network's input from one position of a level to the next. */
export const strides = [8, 16, 32, 64, 128] as const

/** Channels of every level. */
export const pyramidChannels = 256

/** Feature pyramid (Lin et al. 2017) as in keras-retinanet's models/retinanet.py: P6 comes from C5, not from P5. */
export function featurePyramid({ c3, c4, c5 }: { c3: string; c4: string; c5: string }): Layer[] {
  const to = pyramidChannels
  const reduced = (name: string, input: string, from: number) =>
    convolution({ output: name, weights: name, input, from, to })
  const level = (name: string, input: string) =>
    convolution({ output: name, weights: name, input, from: to, to, side: 3, padding: 'SAME' })
  return [
    reduced('C5_reduced', c5, 2048),
    { op: 'upsample', output: 'P5_upsampled', input: 'C5_reduced', like: c4 },
    level('P5', 'C5_reduced'),
    reduced('C4_reduced', c4, 1024),
    { op: 'add', output: 'P4_merged', inputs: ['P5_upsampled', 'C4_reduced'], relu: false },
    { op: 'upsample', output: 'P4_upsampled', input: 'P4_merged', like: c3 },
    level('P4', 'P4_merged'),
    reduced('C3_reduced', c3, 512),
    { op: 'add', output: 'P3_merged', inputs: ['P4_upsampled', 'C3_reduced'], relu: false },
    level('P3', 'P3_merged'),
    convolution({ output: 'P6', weights: 'P6', input: c5, from: 2048, to, side: 3, stride: 2, padding: 'SAME' }),
    { op: 'relu', output: 'C6_relu', input: 'P6' },
    convolution({ output: 'P7', weights: 'P7', input: 'C6_relu', from: to, to, side: 3, stride: 2, padding: 'SAME' }),
  ]
}
