import { levels, pyramidChannels } from './featurePyramid.ts'
import { convolution, type Layer } from './layers.ts'

/** Four 3 × 3 convolutions with ReLU and one without, the same weights at every level. @param to channels at the end */
const head = (task: 'regression' | 'classification', to: number): Layer[] =>
  levels.flatMap(level => {
    const step = (input: string, number: string, channels: number) =>
      convolution({
        output: `${level}_${task}${number}`,
        input,
        weights: `pyramid_${task}${number}`,
        from: pyramidChannels,
        to: channels,
        side: 3,
        padding: 'SAME',
        relu: number !== '',
      })
    const trunk = [0, 1, 2, 3].map(i => step(i === 0 ? level : `${level}_${task}_${i - 1}`, `_${i}`, pyramidChannels))
    return [...trunk, step(`${level}_${task}_3`, '', to)]
  })

/**
 * Both heads at every level. A level's `P3_regression` has `anchors × 4` channels, the four numbers of an anchor side
 * by side; its `P3_classification` has `anchors × classes`, as logits.
 */
export const heads = (anchors: number, classes: number): Layer[] => [
  ...head('regression', anchors * 4),
  ...head('classification', anchors * classes),
]
