import type { Fault } from '../createFault.ts'
import type { AnchorLevel } from '../kerasModel.ts'
import { levels, strides } from './featurePyramid.ts'

/**
 * Holds anchors, from the model's file or given, against the network that they are for.
 * @param perPosition as many as the heads have
 * @throws AppError MODEL_INVALID: the first level that does not fit
 */
export function checkAnchors(anchors: readonly AnchorLevel[], perPosition: number, fault: Fault): void {
  if (anchors.length !== levels.length)
    throw fault(`expected anchors of ${levels.length} levels, ${levels.join(', ')}, but found ${anchors.length}`)
  for (const [i, { stride, boxes }] of anchors.entries()) {
    const level = `level ${levels[i]}`
    if (stride !== strides[i])
      throw fault(`expected anchors every ${strides[i]} pixels at ${level} but found every ${stride}`)
    if (boxes.length !== perPosition * 4)
      throw fault(
        `expected ${perPosition} anchors at a position of ${level}, as the heads have, but found ${boxes.length / 4}`,
      )
    if (!boxes.every(Number.isFinite)) throw fault(`expected finite anchors at ${level} but found ${boxes}`)
  }
}
