import type { Manifest } from '../detector/manifest.ts'

type Input = Manifest['input']

/** What a person can say of a model beside its file; each is one flag of `fovea models add`. */
export type ModelAnswers = {
  layout: Input['layout']
  colour: Input['colour']
  mean: Input['mean']
  scale: Input['scale']
  /** how an image is brought to the network's size */
  resize: Input['resize']['rule']
  /** pixels: width and height to stretch to; short and long side; or the long side alone */
  size: readonly number[]
  kernel: 'OPENCV_BILINEAR' | 'PILLOW_BILINEAR'
  /** in which the second input takes the size of the image */
  originalSize: 'WH' | 'HW'
  boxes: 'XYXY' | 'XYWH' | 'CXCYWH'
  space: 'INPUT_PIXELS' | 'IMAGE_PIXELS' | 'UNIT'
  /** whether the model itself removes duplicates, or above which IoU fovea does */
  duplicates: 'REMOVED' | number
  labelBase: 0 | 1
  labels: Manifest['labels']
  scoreFloor: number
  maxDetections: number
}

export type ModelField = keyof ModelAnswers
