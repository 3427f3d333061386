import { anchorBoxes } from '../convert/anchorBoxes.ts'
import type { AnchorLevel, RetinaNet } from '../convert/kerasModel.ts'
import { AppError } from '../errors.ts'

/** Of keras-retinanet (utils/anchors.py, AnchorParameters.default); ratios and scales are float32 there. */
const sizes = [32, 64, 128, 256, 512]
const ratios = [0.5, 1, 2]
const scales = [1, 2 ** (1 / 3), 2 ** (2 / 3)].map(Math.fround)

const defaults = (): AnchorLevel[] =>
  sizes.map(size => ({ stride: size / 4, boxes: anchorBoxes({ size, ratios, scales }) }))

/**
 * The anchors to convert with, and whence they are: those given, those in the file, or keras-retinanet's own where the
 * file says nothing and has as many at a position.
 * @throws AppError BAD_USER_INPUT
 */
export function chooseAnchors(
  { anchors, anchorsPerPosition }: Pick<RetinaNet, 'anchors' | 'anchorsPerPosition'>,
  given: readonly AnchorLevel[] | undefined,
): { anchors: readonly AnchorLevel[]; from: 'GIVEN' | 'FILE' | 'DEFAULT' } {
  if (given !== undefined) {
    const each = (given[0]?.boxes.length ?? 0) / 4
    if (each === anchorsPerPosition) return { anchors: given, from: 'GIVEN' }
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected anchors of ${anchorsPerPosition} ratios × scales, as the model's heads have, but --anchors gives ${each}.`,
      { hint: 'Give the configuration file that the model was trained with.' },
    )
  }
  if (anchors !== undefined) return { anchors, from: 'FILE' }
  if (anchorsPerPosition === ratios.length * scales.length) return { anchors: defaults(), from: 'DEFAULT' }
  throw new AppError(
    'BAD_USER_INPUT',
    `The file does not say its anchors, and ${anchorsPerPosition} at a position are not the ${ratios.length * scales.length} that keras-retinanet takes by itself.`,
    {
      hint: 'Give --anchors with the configuration file that the model was trained with ([anchor_parameters]: sizes, strides, ratios, scales).',
    },
  )
}
