import { roundHalfToEven } from '../image/roundHalfToEven.ts'
import type { Manifest } from './manifest.ts'

type Resize = Manifest['input']['resize']

/** A number of pixels of the tensor × the first / the second = pixels of the upright image. */
type Factor = readonly [times: number, over: number]

type Size = { width: number; height: number }

/** How an image lies in a model's input, sizes in pixels. */
export type Placement = {
  /** of the upright image */
  image: Size
  /** of the resized image, which lies at the tensor's top left */
  resized: Size
  tensor: Size
  /** horizontally and vertically */
  x: Factor
  y: Factor
}

/**
 * The scale that keras-retinanet asks for (`compute_resize_scale` in utils/image.py): the short side becomes `short`
 * unless the long one would then pass `long`.
 */
export function retinaNetScale(limits: { short: number; long: number }, width: number, height: number): number {
  const scale = limits.short / Math.min(width, height)
  return scale * Math.max(width, height) > limits.long ? limits.long / Math.max(width, height) : scale
}

/** Size of the resized image, at least 1 × 1. */
function resizedSize(resize: Resize, width: number, height: number): Size {
  if (resize.rule === 'STRETCH') return { width: resize.width, height: resize.height }
  if (resize.rule === 'LONG_SIDE') {
    const long = Math.max(width, height)
    const scaled = (side: number) =>
      side === long ? resize.long : Math.max(1, Math.trunc((resize.long / long) * side))
    return { width: scaled(width), height: scaled(height) }
  }
  const scale = retinaNetScale(resize, width, height)
  const scaled = (side: number) => Math.max(1, roundHalfToEven(side * scale))
  return { width: scaled(width), height: scaled(height) }
}

/**
 * Where an upright image of `width` × `height` comes to lie by a manifest's rule. KERAS_RETINANET brings boxes back by
 * the scale that was asked for, as the original does; the others by the sizes, each direction by its own. LONG_SIDE is
 * what Open Model Zoo calls `frcnn_keep_aspect_ratio`, with one size for both sides, and padding on the right and below.
 */
export function placeImage(resize: Resize, width: number, height: number): Placement {
  const resized = resizedSize(resize, width, height)
  const tensor = resize.rule === 'LONG_SIDE' ? { width: resize.long, height: resize.long } : resized
  const sizes = { image: { width, height }, resized, tensor }
  if (resize.rule === 'KERAS_RETINANET') {
    const scale = retinaNetScale(resize, width, height)
    return { ...sizes, x: [1, scale], y: [1, scale] }
  }
  return { ...sizes, x: [width, resized.width], y: [height, resized.height] }
}
