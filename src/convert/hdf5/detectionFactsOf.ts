import { anchorBoxes } from '../anchorBoxes.ts'
import type { Fault } from '../createFault.ts'
import { type DetectionFacts, defaultFacts } from '../keras/networkOf.ts'
import type { AnchorLevel } from '../kerasModel.ts'
import { levels } from '../network/featurePyramid.ts'
import { type Fields, type ModelConfig, numbersOf } from './readConfig.ts'

const most = 1000

function anchorLevel(name: string, { size, stride, ratios, scales }: Fields, fault: Fault): AnchorLevel {
  /** Above zero. */
  const needed = (what: string, value: unknown): readonly number[] => {
    const numbers = numbersOf(value)
    if (numbers && numbers.length > 0 && numbers.length <= most && numbers.every(number => number > 0)) return numbers
    throw fault(`expected numbers above 0 as ${what} of the layer ${name} but found ${JSON.stringify(value)}`)
  }
  const one = (what: string, value: unknown): number => {
    const [number, ...others] = needed(what, value)
    if (number !== undefined && others.length === 0) return number
    throw fault(`expected one number as ${what} of the layer ${name} but found ${JSON.stringify(value)}`)
  }
  return {
    stride: one('stride', stride),
    boxes: anchorBoxes({ size: one('size', size), ratios: needed('ratios', ratios), scales: needed('scales', scales) }),
  }
}

/** What the layers Anchors, RegressBoxes and FilterDetections are set to; the defaults where there are none. */
export function detectionFactsOf({ layers }: ModelConfig, fault: Fault): DetectionFacts {
  const configs = new Map(layers.map(({ name, config }) => [name, config]))
  const filtering = configs.get('filtered_detections')
  const boxes = configs.get('boxes') ?? {}
  if (!filtering) return defaultFacts
  const defaults = defaultFacts.filtering

  const flag = (name: string, fallback: boolean): boolean => {
    const value = filtering[name] ?? fallback
    if (typeof value === 'boolean') return value
    throw fault(`expected true or false as ${name} of the layer filtered_detections but found ${JSON.stringify(value)}`)
  }
  const number = (name: string, fallback: number): number => {
    const value = filtering[name] ?? fallback
    if (typeof value === 'number') return value
    throw fault(`expected a number as ${name} of the layer filtered_detections but found ${JSON.stringify(value)}`)
  }
  return {
    anchors: levels.map((_, i) => anchorLevel(`anchors_${i}`, configs.get(`anchors_${i}`) ?? {}, fault)),
    regression: {
      mean: numbersOf(boxes.mean) ?? defaultFacts.regression.mean,
      std: numbersOf(boxes.std) ?? defaultFacts.regression.std,
    },
    filtering: {
      nms: flag('nms', defaults.nms),
      classSpecific: flag('class_specific_filter', defaults.classSpecific),
      iouThreshold: number('nms_threshold', defaults.iouThreshold),
      scoreThreshold: number('score_threshold', defaults.scoreThreshold),
      maxDetections: number('max_detections', defaults.maxDetections),
    },
  }
}
