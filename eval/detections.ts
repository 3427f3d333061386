/** What a detector found, as columns, [N] each, in the order of their file. */
export type Detections = {
  /** the image's id; where `imageNames` is given, the position of its file name there */
  readonly imageIds: Float64Array
  /** the category's id; where `categoryNames` is given, the position of its name there */
  readonly categoryIds: Float64Array
  /** [N, 4]: x, y, width, height in pixels */
  readonly boxes: Float64Array
  /** finite; higher is surer */
  readonly scores: Float64Array
  readonly imageNames?: readonly string[]
  readonly categoryNames?: readonly string[]
}

/** One entry of a parsed COCO results file. */
export type CocoDetection = {
  image_id: number
  category_id: number
  bbox: readonly number[]
  score: number
}
