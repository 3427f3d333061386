import type { Detections } from '../detections.ts'
import type { Category, GroundTruth } from '../groundTruth.ts'
import { InvalidInput } from '../invalidInput.ts'
import { showValue } from '../pack/showValue.ts'
import { type CategorySpace, type CocoSpace, cocoCategoryOf, isCocoSpace } from './categorySpace.ts'
import { createCategoryFinder } from './createCategoryFinder.ts'
import { createImageFinder } from './createImageFinder.ts'

export type { CategorySpace } from './categorySpace.ts'

/**
 * What detections name images by. IMAGE_ID: the ids of the ground truth. FILE_NAME: the number or name of the file:
 * 139 is 'val2017/000000000139.jpg'.
 */
export type ImageMatch = 'IMAGE_ID' | 'FILE_NAME'

export type ResolveOptions = { categorySpace?: CategorySpace; matchBy?: ImageMatch }

/** An image or a category that the ground truth does not have, as messages write it, and how many detections name it. */
export type Unmatched = { readonly label: string; readonly count: number }

/** Detections by the ids of the ground truth; NaN where it has nothing of that name or number. */
export type ResolvedDetections = Omit<Detections, 'imageNames' | 'categoryNames'> & {
  /** how they were matched */
  readonly matchBy: ImageMatch
  readonly categorySpace: CategorySpace
  /** what is behind each NaN, in order of appearance */
  readonly unmatched: { readonly images: readonly Unmatched[]; readonly categories: readonly Unmatched[] }
  /** [N] category ids as they came, of the space: pre-flight tells by them whether it was the right one */
  readonly givenCategoryIds: Float64Array
}

export const isResolved = (detections: Detections | ResolvedDetections): detections is ResolvedDetections =>
  'unmatched' in detections

/**
 * Brings detections to the ids of the ground truth.
 *
 * Images: those with names by file name, full path before stem; those with ids as `matchBy` says, by default IMAGE_ID,
 * but FILE_NAME where the ground truth has no ids of its own.
 * Categories: those with names by name; numbers of a space of COCO by the name that COCO gives them; other ids as they
 * are, for a ground truth that has ids of its own. Ids that are ids of the ground truth already are not looked up here:
 * validateDetections does.
 * @throws InvalidInput OPTIONS_INVALID for a space or a matchBy that these detections cannot be in, DATASET_INVALID where
 * a name means two images or two categories of the ground truth, CATEGORY_SPACE_MISMATCH for ids of categories that have
 * but names in the ground truth, unless a space is chosen
 */
export function resolveDetections(
  groundTruth: GroundTruth,
  detections: Detections,
  { categorySpace, matchBy: chosen }: ResolveOptions = {},
): ResolvedDetections {
  const { boxes, scores, imageNames, categoryNames } = detections
  if (imageNames && chosen === 'IMAGE_ID') throw unexpectedMatch()
  const matchBy = chosen ?? (imageNames || groundTruth.images.madeUpIds ? 'FILE_NAME' : 'IMAGE_ID')
  const images = resolveImages(groundTruth, detections, matchBy)
  const categories = resolveCategories(groundTruth, detections, categorySpace)
  return {
    imageIds: images.ids,
    categoryIds: categories.ids,
    boxes,
    scores,
    matchBy,
    categorySpace: categoryNames ? 'NAME' : (categorySpace ?? 'GROUND_TRUTH'),
    unmatched: { images: images.unmatched, categories: categories.unmatched },
    givenCategoryIds: detections.categoryIds,
  }
}

type Resolved = { ids: Float64Array; unmatched: readonly Unmatched[] }

function resolveImages({ images }: GroundTruth, detections: Detections, matchBy: ImageMatch): Resolved {
  const { imageIds, imageNames } = detections
  if (matchBy === 'IMAGE_ID') return { ids: imageIds, unmatched: [] }
  const find = createImageFinder(images)
  const labelOf = (id: number) => (imageNames ? showValue(imageNames[id]) : String(id))
  const idOf = (id: number, row: number) => {
    const positions = find(imageNames?.[id] ?? String(id))
    if (positions.length > 1)
      throw ambiguous(
        'image',
        labelOf(id),
        row,
        positions.map(at => images.fileNames[at]!),
      )
    return positions.length === 1 ? images.ids[positions[0]!]! : NaN
  }
  return translate(imageIds, idOf, labelOf)
}

function resolveCategories(
  { categories, madeUpCategoryIds }: GroundTruth,
  detections: Detections,
  space?: CategorySpace,
): Resolved {
  const { categoryIds, categoryNames } = detections
  const cocoSpace = space && isCocoSpace(space) ? space : undefined
  if (categoryNames && space && space !== 'NAME') throw unexpectedSpace(space, 'names')
  if (!categoryNames && space === 'NAME') throw unexpectedSpace(space, 'ids')
  if (!categoryNames && madeUpCategoryIds && !space && categoryIds.length > 0) throw withoutSpace(categoryIds[0]!)

  const { findName, findNumber } = createCategoryFinder(categories)
  function translateBy(find: (id: number) => readonly Category[], labelOf: (id: number) => string) {
    const idOf = (id: number, row: number) => {
      const found = find(id)
      if (found.length > 1)
        throw ambiguous(
          'category',
          labelOf(id),
          row,
          found.map(({ name }) => name),
        )
      return found[0]?.id ?? NaN
    }
    return translate(categoryIds, idOf, labelOf)
  }
  if (categoryNames)
    return translateBy(
      id => findName(categoryNames[id]!),
      id => showValue(categoryNames[id]),
    )
  if (cocoSpace)
    return translateBy(
      id => findNumber(cocoSpace, id),
      id => labelOfNumber(cocoSpace, id),
    )
  return { ids: categoryIds, unmatched: [] }
}

/** '5 (bus)' */
function labelOfNumber(space: CocoSpace, number: number): string {
  const coco = cocoCategoryOf(space, number)
  return coco ? `${number} (${coco.name})` : String(number)
}

function ambiguous(
  what: 'image' | 'category',
  label: string,
  row: number,
  [first, second]: readonly string[],
): InvalidInput {
  return new InvalidInput(
    'DATASET_INVALID',
    `Expected ${label} (first: entry ${row}) to mean one ${what} of the ground truth but it may be ` +
      `${showValue(first)} or ${showValue(second)}.`,
    `Give the ${what} by its id, or by ${what === 'image' ? 'the path' : 'the name'} that the ground truth has.`,
  )
}

function unexpectedSpace(space: CategorySpace, by: 'names' | 'ids'): InvalidInput {
  const expected = by === 'names' ? 'categorySpace NAME' : 'a categorySpace of ids'
  return new InvalidInput(
    'OPTIONS_INVALID',
    `Expected ${expected} for detections whose categories are ${by} but received ${space}.`,
    'Leave categorySpace (--category-space) out.',
  )
}

const withoutSpace = (id: number) =>
  new InvalidInput(
    'CATEGORY_SPACE_MISMATCH',
    'Expected names of categories, as the ground truth has names and no ids of them, but entry 0 of the detections has ' +
      `category_id ${id}.`,
    'Give names, or say by categorySpace (--category-space) which categories of COCO the ids are: COCO_91, INDEX_80 or ' +
      'ONE_TO_80. GROUND_TRUTH counts the names of the ground truth from 1 in their order.',
  )

const unexpectedMatch = () =>
  new InvalidInput(
    'OPTIONS_INVALID',
    'Expected matchBy FILE_NAME for detections whose images are names but received IMAGE_ID.',
    'Leave matchBy (--match-by) out.',
  )

/** Translates ids, each distinct one once, where it first occurs, and counts those that become NaN. */
function translate(
  ids: Float64Array,
  translateOne: (id: number, row: number) => number,
  labelOf: (id: number) => string,
): Resolved {
  const known = new Map<number, number>()
  const missing = new Map<number, number>()
  const translated = new Float64Array(ids.length)
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!
    let to = known.get(id)
    if (to === undefined) {
      to = translateOne(id, row)
      known.set(id, to)
    }
    if (Number.isNaN(to)) missing.set(id, (missing.get(id) ?? 0) + 1)
    translated[row] = to
  }
  return { ids: translated, unmatched: Array.from(missing, ([id, count]) => ({ label: labelOf(id), count })) }
}
