/** A float32 tensor of a model's file; its numbers stay in the file until they are asked for. */
export type Tensor = {
  /** as Keras names it, without `:0`: `conv1/kernel`, `pyramid_regression_0/bias` */
  name: string
  /** of a convolution's kernel: height, width, inputs, outputs */
  shape: readonly number[]
  /** Row by row, in an array of its own. @throws AppError MODEL_INVALID when the file ends before the tensor does */
  read(): Float32Array
}

/** Anchors of one level of the pyramid. */
export type AnchorLevel = {
  /** pixels of the network's input from one position to the next */
  stride: number
  /** `[anchors, 4]`: x1, y1, x2, y2 around the centre of a position, in pixels of the network's input */
  boxes: Float32Array
}

/** What `FilterDetections` does with the boxes of one image. */
export type Filtering = {
  /** false: nothing is suppressed */
  nms: boolean
  /** false: only the best category of each anchor takes part, and boxes suppress each other across categories */
  classSpecific: boolean
  /** a box goes when its IoU with a better one is above it */
  iouThreshold: number
  /** a box takes part when its score is above it */
  scoreThreshold: number
  /** rows of the answer */
  maxDetections: number
}

/** What has to be known of a RetinaNet beside its weights to compute what it computes. */
export type RetinaNet = {
  backbone: 'resnet50' | 'resnet101' | 'resnet152'
  /** PADDED: three zeros on every side, then VALID (keras-resnet 0.1); SAME: TensorFlow's padding (keras-resnet 0.2) */
  conv1: 'PADDED' | 'SAME'
  classes: number
  /** at each position of each level */
  anchorsPerPosition: number
  /** P3 to P7; undefined when the file does not say, which is so of training snapshots */
  anchors: readonly AnchorLevel[] | undefined
  /** corners move by (value × std + mean) × the anchor's width or height; x1, y1, x2, y2 */
  regression: { mean: readonly number[]; std: readonly number[] }
  batchNormEpsilon: number
  filtering: Filtering
}

/** A keras-retinanet model as its file holds it. */
export type KerasModel = {
  /** path as it was given, for messages */
  file: string
  network: RetinaNet
  /** by name; nothing of an optimizer */
  tensors: ReadonlyMap<string, Tensor>
  /** Closes the file; its tensors cannot be read any more. */
  close(): void
}
