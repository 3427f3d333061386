import { z } from 'zod'

const side = z.int().min(1).max(16_384)

const text = z.string().min(1)

const kernel = z.enum(['OPENCV_BILINEAR', 'PILLOW_BILINEAR'])

const three = z.tuple([z.number(), z.number(), z.number()])

const resize = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('STRETCH'), width: side, height: side, kernel }),
  z.strictObject({ rule: z.literal('SHORT_SIDE'), short: side, long: side, kernel }),
  z.strictObject({ rule: z.literal('KERAS_RETINANET'), short: side, long: side }),
  z.strictObject({ rule: z.literal('LONG_SIDE'), long: side, kernel }),
])

const base = z.literal([0, 1])

const tensors = {
  boxes: z.strictObject({
    name: text,
    format: z.enum(['XYXY', 'XYWH', 'CXCYWH']),
    space: z.enum(['INPUT_PIXELS', 'IMAGE_PIXELS', 'UNIT']),
  }),
  scores: z.strictObject({ name: text }),
  labels: z.strictObject({
    name: text,
    base,
    type: z.enum(['int32', 'int64', 'float32']).optional(),
  }),
}

const outputs = z.union(
  [
    z.discriminatedUnion('suppressed', [
      z.strictObject({ ...tensors, suppressed: z.literal(true) }),
      z.strictObject({ ...tensors, suppressed: z.literal(false), iouThreshold: z.number().min(0).max(1) }),
    ]),
    /** one tensor float32 `[1, 1, N, 7]`, OpenVINO's DetectionOutput */
    z.strictObject({ detections: z.strictObject({ name: text, base }), suppressed: z.literal(true) }),
  ],
  { error: 'expected object' },
)

/** What others have published of a model, each number with the measure that it is of. */
export const accuracySchema = z.array(z.strictObject({ measure: text, value: text, note: text.optional() }))

/** What `models/<name>.json` says of one ONNX detector. */
export const manifestSchema = z.strictObject({
  /** the manifest's own file name without `.json` */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    error: 'expected 1 to 64 letters, digits, dots, underscores or hyphens',
  }),
  version: text.optional(),
  /** the ONNX file, relative to the manifest */
  file: text,
  /** of the ONNX file */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected 64 lower-case hexadecimal digits' }),
  licence: text,
  description: text,
  accuracy: accuracySchema.optional(),
  input: z.strictObject({
    name: text,
    layout: z.enum(['NCHW', 'NHWC']),
    /** order of the tensor's channels, and of `mean` and `scale` */
    colour: z.enum(['RGB', 'BGR']),
    /** taken from each value of 0 to 255 */
    mean: three,
    /** what is left is multiplied by this */
    scale: three,
    resize,
  }),
  /** a second input of type int64 and shape [1, 2]: the upright image's size in pixels */
  originalSize: z.strictObject({ name: text, order: z.enum(['WH', 'HW']) }).optional(),
  /** detections below it are neither answered nor stored */
  scoreFloor: z.number().min(0).max(1),
  maxDetections: z.int().min(1).max(300),
  outputs,
  /** names by label, from 0 */
  labels: z.union([z.literal('COCO_80'), z.array(text).min(1)], {
    error: 'expected "COCO_80" or a list of names',
  }),
})

export type Manifest = z.output<typeof manifestSchema>
