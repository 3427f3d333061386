/** A class of object; its `id` is what annotations and detections name it by. */
export type Category = { readonly id: number; readonly name: string }

/** Images as columns, [I] each. */
export type ImageColumns = {
  /** distinct integers, in any order */
  readonly ids: Float64Array
  /** '' where the file gives none */
  readonly fileNames: readonly string[]
  /** pixels; 0 where the file gives none */
  readonly widths: Float64Array
  readonly heights: Float64Array
  /** the image's place in its file, where these are but some of the file's images; else their order here */
  readonly places?: Float64Array
  /** the file has no ids but names, and whoever read it counted: ids of another file mean something else */
  readonly madeUpIds?: true
}

/** Annotated objects as columns, [M] each, in the order of their file. */
export type AnnotationColumns = {
  readonly ids: Float64Array
  readonly imageIds: Float64Array
  readonly categoryIds: Float64Array
  /** [M, 4]: x, y, width, height in pixels */
  readonly boxes: Float64Array
  /** square pixels; of the mask where the file has masks, else width × height */
  readonly areas: Float64Array
  /** 1: a crowd, a region that holds many objects; 0: one object */
  readonly crowds: Uint8Array
}

/**
 * What is really on the images. Columns rather than objects: 40 bytes an annotation, and the loops that walk them stay
 * fast.
 */
export type GroundTruth = {
  readonly categories: readonly Category[]
  readonly images: ImageColumns
  readonly annotations: AnnotationColumns
  /** on how many annotations the file left a field out, and its default was taken */
  readonly defaulted: { readonly iscrowd: number; readonly area: number }
  /** as `madeUpIds` of images, of the categories */
  readonly madeUpCategoryIds?: true
}

/** The parts of a parsed COCO annotation file that an evaluation of boxes reads. */
export type CocoGroundTruth = {
  images: readonly { id: number; file_name?: string; width?: number; height?: number }[]
  annotations: readonly {
    id: number
    image_id: number
    category_id: number
    bbox: readonly number[]
    area?: number
    iscrowd?: number
  }[]
  categories: readonly { id: number; name: string }[]
}
