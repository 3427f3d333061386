import { anchorBoxes } from '../convert/anchorBoxes.ts'
import type { AnchorLevel, RetinaNet } from '../convert/kerasModel.ts'
import { AppError } from '../errors.ts'

/** Of keras-retinanet (utils/anchors.py, AnchorParameters.default). */
const sizes = [32, 64, 128, 256, 512]
const ratios = [0.5, 1, 2]
const scales = [1, 2 ** (1 / 3), 2 ** (2 / 3)]

const defaults = (): AnchorLevel[] =>
  sizes.map(size => ({ stride: size / 4, boxes: anchorBoxes({ size, ratios, scales }) }))

/**
 * The anchors to convert with, and whence they are: those given, those in the file, or keras-retinanet's own where the
 * file says nothing and has as many at a position.
 * @param file of the model, for messages
 * @throws AppError BAD_USER_INPUT
 */
export function chooseAnchors(
  file: string,
  { anchors, anchorsPerPosition }: Pick<RetinaNet, 'anchors' | 'anchorsPerPosition'>,
  given: readonly AnchorLevel[] | undefined,
): { anchors: readonly AnchorLevel[]; from: 'GIVEN' | 'FILE' | 'DEFAULT' } {
  if (given !== undefined) {
    const each = (given[0]?.boxes.length ?? 0) / 4
    if (each === anchorsPerPosition) return { anchors: given, from: 'GIVEN' }
    throw new AppError(
      'BAD_USER_INPUT',
      `${file}: expected ${anchorsPerPosition} anchors at a position, as its heads have, but ratios × scales of --anchors are ${each}.`,
      { hint: 'Give the configuration file that the model was trained with.' },
    )
  }
  if (anchors !== undefined) return { anchors, from: 'FILE' }
  if (anchorsPerPosition === ratios.length * scales.length) return { anchors: defaults(), from: 'DEFAULT' }
  throw new AppError(
    'BAD_USER_INPUT',
    `${file}: a training snapshot does not say its anchors, and the ${anchorsPerPosition} at a position are not the 9 that keras-retinanet takes by itself.`,
    {
      hint: 'Give --anchors with the configuration file that the model was trained with ([anchor_parameters]: sizes, strides, ratios, scales).',
    },
  )
}
