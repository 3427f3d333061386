import type { Problem } from './problem.ts'

/** Whether a page of images was refused as its boxes are too many for one answer: fewer images may do. */
export const isTooManyBoxes = ({ code, message }: Problem): boolean =>
  code === 'BAD_USER_INPUT' && /boxes on a page|fields of boxes/.test(message)
