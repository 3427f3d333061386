import type { Manifest } from './manifest.ts'

/** Python's `round`: halves go to the even neighbour. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1
  return rest < 0.5 ? below : below + 1
}

/**
 * Size in pixels to which an upright image of `width` × `height` is resized, at least 1 × 1.
 * SHORT_SIDE is the rule of keras-retinanet (`compute_resize_scale` in utils/image.py): the short side becomes `short`
 * unless the long one would then pass `long`.
 */
export function resizedSize(resize: Manifest['input']['resize'], width: number, height: number) {
  if (resize.rule === 'STRETCH') return { width: resize.width, height: resize.height }
  const wanted = resize.short / Math.min(width, height)
  const scale = wanted * Math.max(width, height) > resize.long ? resize.long / Math.max(width, height) : wanted
  const scaled = (side: number) => Math.max(1, roundHalfToEven(side * scale))
  return { width: scaled(width), height: scaled(height) }
}
