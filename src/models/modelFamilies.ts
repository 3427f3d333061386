import { means, omzSide } from '../convert/network/layouts.ts'
import type { ModelAnswers } from './modelAnswers.ts'
import type { OnnxFacts } from './onnxFacts.ts'

type Answers = Partial<ModelAnswers>

export type FamilyName = 'keras-retinanet' | 'omz' | 'detr' | 'torchvision' | 'plain'

type Family = {
  /** whether a file looks like one of it */
  fits(facts: OnnxFacts): boolean
  /** what then needs no asking */
  sure: Answers
  /** what most of them have, and may be wrong */
  likely(facts: OnnxFacts): Answers
}

const bytesToUnit = [1 / 255, 1 / 255, 1 / 255] as const
const none = [0, 0, 0] as const
const ones = [1, 1, 1] as const

const isFixed = ({ input }: OnnxFacts) => input.width !== undefined && input.height !== undefined

const ofLists = { duplicates: 'REMOVED', boxes: 'XYXY' } as const satisfies Answers

/** How a network of open size is mostly fed; a fixed one is stretched to. */
const resizeOf = (facts: OnnxFacts): Answers =>
  isFixed(facts) ? { resize: 'STRETCH' } : { resize: 'SHORT_SIDE', size: [800, 1333] }

/** The first that fits a file is the one that it is taken for. */
export const modelFamilies: Record<FamilyName, Family> = {
  // keras-retinanet's inference model, by the names of its graph
  'keras-retinanet': {
    fits: ({ outputs }) => outputs.kind === 'LISTS' && outputs.boxes.startsWith('filtered_detections/'),
    sure: {
      ...ofLists,
      colour: 'BGR',
      mean: [...means],
      scale: [...ones],
      resize: 'KERAS_RETINANET',
      size: [800, 1333],
      space: 'INPUT_PIXELS',
      labelBase: 0,
      scoreFloor: 0.05,
    },
    likely: () => ({ labels: 'COCO_80' }),
  },
  // OpenVINO's DetectionOutput: retinanet-tf of Open Model Zoo where the input is 1333 × 1333, else mostly SSD
  omz: {
    fits: ({ outputs }) => outputs.kind === 'DETECTIONS',
    sure: {},
    likely: facts => {
      const isRetinaNet = facts.input.width === omzSide && facts.input.height === omzSide
      return {
        colour: 'BGR',
        mean: [...none],
        scale: [...ones],
        ...(isRetinaNet ? { resize: 'LONG_SIDE', size: [omzSide] } : resizeOf(facts)),
        kernel: 'OPENCV_BILINEAR',
        labelBase: isRetinaNet ? 0 : 1,
        labels: 'COCO_80',
        scoreFloor: 0.05,
      }
    },
  },
  // RT-DETR, D-FINE, DEIM: the size of the image goes in, boxes come out in its pixels
  detr: {
    fits: ({ outputs, originalSize }) => outputs.kind === 'LISTS' && originalSize !== undefined,
    sure: { ...ofLists, space: 'IMAGE_PIXELS' },
    likely: () => ({
      colour: 'RGB',
      mean: [...none],
      scale: [...bytesToUnit],
      resize: 'STRETCH',
      kernel: 'PILLOW_BILINEAR',
      originalSize: 'WH',
      labelBase: 0,
      labels: 'COCO_80',
      scoreFloor: 0.01,
    }),
  },
  // torchvision's detectors: means inside, labels of COCO's 90 with 0 for the background
  torchvision: {
    fits: ({ outputs, input }) => outputs.kind === 'LISTS' && outputs.labelType === 'int64' && input.layout === 'NCHW',
    sure: {},
    likely: facts => ({
      ...ofLists,
      colour: 'RGB',
      mean: [...none],
      scale: [...bytesToUnit],
      ...resizeOf(facts),
      kernel: 'PILLOW_BILINEAR',
      space: 'INPUT_PIXELS',
      labelBase: 1,
      scoreFloor: 0.05,
    }),
  },
  // as models/demo.json: boxes, scores and labels of a network that takes what Caffe's did
  plain: {
    fits: ({ outputs }) => outputs.kind === 'LISTS',
    sure: {},
    likely: facts => ({
      ...ofLists,
      colour: 'BGR',
      mean: [...means],
      scale: [...ones],
      ...resizeOf(facts),
      kernel: 'OPENCV_BILINEAR',
      space: 'INPUT_PIXELS',
      labelBase: 0,
      labels: 'COCO_80',
      scoreFloor: 0.05,
    }),
  },
}
