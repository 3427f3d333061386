import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { Manifest } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'

const hint = 'Give them with --labels: one name a line, lines of name,id, or a JSON array.'

/**
 * The labels of a model with so many classes: those given, or COCO's where there are 80.
 * @param file of the model, for messages
 * @throws AppError BAD_USER_INPUT
 */
export function chooseLabels(file: string, classes: number, given: readonly string[] | undefined): Manifest['labels'] {
  if (given === undefined && classes === cocoCategories.length) return 'COCO_80'
  if (given?.length === classes) return [...given]
  const found = given === undefined ? 'there are none in it' : `found ${given.length}`
  throw new AppError('BAD_USER_INPUT', `${file}: expected ${classes} labels, one a class, but ${found}.`, { hint })
}
