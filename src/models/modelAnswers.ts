import type { Manifest } from '../detector/manifest.ts'

type Input = Manifest['input']

/** How an image is brought to the network's size; the numbers are pixels. */
export type ResizeAnswer = 'STRETCH' | 'SHORT_SIDE' | 'KERAS_RETINANET' | 'LONG_SIDE'

/** What a person can say of a model beside its file; each is one flag of `fovea models add`. */
export type ModelAnswers = {
  layout: Input['layout']
  colour: Input['colour']
  mean: Input['mean']
  scale: Input['scale']
  resize: ResizeAnswer
  /** width and height to stretch to; short and long side; or the long side alone */
  size: readonly number[]
  kernel: 'OPENCV_BILINEAR' | 'PILLOW_BILINEAR'
  boxes: 'XYXY' | 'XYWH' | 'CXCYWH'
  space: 'INPUT_PIXELS' | 'IMAGE_PIXELS' | 'UNIT'
  /** whether the model itself removes duplicates, or above which IoU fovea does */
  duplicates: 'REMOVED' | number
  labelBase: 0 | 1
  labels: Manifest['labels']
  scoreFloor: number
}

export type ModelField = keyof ModelAnswers
