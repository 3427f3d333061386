import type { BoxFormat } from './generated.ts'

type Size = { width: number; height: number }
type Box = { x: number; y: number } & Size

/**
 * A box in pixels as four numbers of another format.
 * @param image size in pixels of the upright image, for the relative formats
 */
export function boxAs(format: BoxFormat, { x, y, width, height }: Box, image: Size): [number, number, number, number] {
  switch (format) {
    case 'XYWH':
      return [x, y, width, height]
    case 'XYXY':
      return [x, y, x + width, y + height]
    case 'CXCYWH':
      return [x + width / 2, y + height / 2, width, height]
    case 'XYXY_RELATIVE':
      return [x / image.width, y / image.height, (x + width) / image.width, (y + height) / image.height]
    case 'CXCYWH_RELATIVE':
      return [
        (x + width / 2) / image.width,
        (y + height / 2) / image.height,
        width / image.width,
        height / image.height,
      ]
  }
}
