import type { ImageHeader } from '../image/imageHeader.ts'

/**
 * Detections of one image as columns of equal length, highest score first.
 * Boxes are in pixels of the upright image, clipped to it.
 */
export type DetectionColumns = {
  /** position in the manifest's labels, from 0 */
  label: number[]
  /** 0 to 1 */
  score: number[]
  x: number[]
  y: number[]
  width: number[]
  height: number[]
}

/** Milliseconds that each step of one detection took. */
export type Timings = {
  /** waiting for a free worker */
  queue: number
  decode: number
  /** resizing and making the tensor */
  preprocess: number
  inference: number
  /** boxes back in pixels of the image, suppression, sorting */
  postprocess: number
}

/** What the detector answers for one image. */
export type DetectedImage = { header: ImageHeader; detections: DetectionColumns; timings: Timings }
