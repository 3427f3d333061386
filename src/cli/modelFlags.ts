import type { ModelAnswers, ModelField } from '../models/modelAnswers.ts'

/** One thing to say of a model: as a flag, and as an answer to a question. */
export type ModelFlag<Value> = {
  flag: string
  /** what a person may write */
  expects: string
  question: string
  /** undefined when it is not as expected */
  parse(text: string): Value | undefined
  show(value: Value): string
}

function choice<Value extends string | number>(
  flag: string,
  question: string,
  values: Record<string, Value>,
): ModelFlag<Value> {
  const words = Object.keys(values)
  return {
    flag,
    question,
    expects: words.join('|'),
    parse: text => values[words.find(word => word === text.trim().toLowerCase()) ?? ''],
    show: value => words.find(word => values[word] === value)!,
  }
}

/** `0.5` or `1/255` */
function number(text: string): number {
  const [top = '', bottom = '1', ...more] = text.split('/')
  if (more.length > 0 || top.trim() === '' || bottom.trim() === '') return NaN
  return Number(top) / Number(bottom)
}

function three(flag: string, question: string): ModelFlag<[number, number, number]> {
  return {
    flag,
    question,
    expects: 'NUMBER or NUMBER,NUMBER,NUMBER',
    parse(text) {
      const values = text.split(',').map(number)
      const [a = NaN, b = a, c = a] = values
      const fits = (values.length === 1 || values.length === 3) && values.every(Number.isFinite)
      return fits ? [a, b, c] : undefined
    },
    show: values => (new Set(values).size === 1 ? [values[0]] : values).map(shortest).join(','),
  }
}

/** 1/255 rather than 0.00392156862745098 */
function shortest(value: number): string {
  const inverse = 1 / value
  return value < 1 && Number.isInteger(inverse) ? `1/${inverse}` : String(value)
}

function share(flag: string, question: string): ModelFlag<number> {
  return {
    flag,
    question,
    expects: '0..1',
    parse: text => (text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1 ? Number(text) : undefined),
    show: String,
  }
}

/** Whether the model removes duplicates is said with one of two flags. */
const duplicates: ModelFlag<ModelAnswers['duplicates']> = {
  flag: '--suppressed or --iou',
  question: 'Does the model itself remove duplicates (non-maximum suppression)? Else: above which IoU',
  expects: 'yes|0..1',
  parse: text => (/^y(es)?$/i.test(text.trim()) ? 'REMOVED' : iou.parse(text)),
  show: value => (value === 'REMOVED' ? 'yes' : String(value)),
}

export const iou = share('--iou', 'the model leaves duplicates in: remove those above this IoU')

/** All but the labels, which are in a file. */
export const modelFlags: { [Field in Exclude<ModelField, 'labels'>]: ModelFlag<ModelAnswers[Field]> } = {
  layout: choice('--layout', 'order of the axes of the image input', { nchw: 'NCHW', nhwc: 'NHWC' }),
  colour: choice('--colour', 'order of the colours that the model takes', { rgb: 'RGB', bgr: 'BGR' }),
  mean: three('--mean', 'taken from each value of 0 to 255'),
  scale: three('--scale', 'what is left is multiplied by this'),
  resize: choice('--resize', 'how an image is brought to the size of the network', {
    stretch: 'STRETCH',
    'short-side': 'SHORT_SIDE',
    'keras-retinanet': 'KERAS_RETINANET',
    'long-side': 'LONG_SIDE',
  }),
  size: {
    flag: '--size',
    question: 'pixels: width and height to stretch to, short and long side, or the long side',
    expects: 'PIXELS or PIXELSxPIXELS',
    parse: text =>
      /^[1-9]\d{0,4}(x[1-9]\d{0,4})?$/.test(text.trim()) ? text.trim().split('x').map(Number) : undefined,
    show: value => value.join('x'),
  },
  kernel: choice('--kernel', 'whose bilinear resizing: OpenCV does not smooth when it shrinks, Pillow does', {
    opencv: 'OPENCV_BILINEAR',
    pillow: 'PILLOW_BILINEAR',
  }),
  originalSize: choice('--original-size', 'the file has an input for the size of the image: width or height first', {
    wh: 'WH',
    hw: 'HW',
  }),
  boxes: choice('--boxes', 'the four numbers of a box', { xyxy: 'XYXY', xywh: 'XYWH', cxcywh: 'CXCYWH' }),
  space: choice('--space', 'pixels of the tensor, pixels of the image, or 0 to 1', {
    input: 'INPUT_PIXELS',
    image: 'IMAGE_PIXELS',
    unit: 'UNIT',
  }),
  duplicates,
  labelBase: choice('--label-base', 'the number of the first label', { '0': 0, '1': 1 }),
  scoreFloor: share('--score-floor', 'detections below this score are left out'),
  maxDetections: {
    flag: '--max-detections',
    question: 'the best of an image, of which more are left out; 300 without it',
    expects: '1..300',
    parse: text => (/^[1-9]\d{0,2}$/.test(text.trim()) && Number(text) <= 300 ? Number(text) : undefined),
    show: String,
  },
}
