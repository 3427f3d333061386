import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { Manifest } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'

/**
 * The labels of a model with so many classes: those given, or COCO's where there are 80.
 * @throws AppError BAD_USER_INPUT
 */
export function chooseLabels(classes: number, given: readonly string[] | undefined): Manifest['labels'] {
  if (given !== undefined && given.length !== classes)
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected ${classes} labels, as the model has classes, but found ${given.length}.`,
      {
        hint: 'Give them with --labels: one name a line, lines of name,id, or a JSON array.',
      },
    )
  if (given !== undefined) return [...given]
  if (classes === cocoCategories.length) return 'COCO_80'
  throw new AppError('BAD_USER_INPUT', `The model has ${classes} classes and no names for them.`, {
    hint: 'Give them with --labels: one name a line, lines of name,id, or a JSON array.',
  })
}
