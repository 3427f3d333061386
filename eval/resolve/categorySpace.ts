import { type CocoCategory, cocoCategories } from '../cocoCategories.ts'

/**
 * What detections name categories by. GROUND_TRUTH: the ids of the ground truth. COCO_91: COCO's ids 1 to 90, which
 * have gaps. INDEX_80: 0 to 79, ONE_TO_80: 1 to 80, COCO's categories counted through. NAME: names.
 */
export type CategorySpace = 'GROUND_TRUTH' | 'COCO_91' | 'INDEX_80' | 'ONE_TO_80' | 'NAME'

/** The spaces whose numbers stand for categories of COCO. */
export const cocoSpaces = ['COCO_91', 'INDEX_80', 'ONE_TO_80'] as const

export type CocoSpace = (typeof cocoSpaces)[number]

const byCocoId = new Map(cocoCategories.map(category => [category.cocoId, category]))

/** The category of COCO that an id stands for; none for gaps and numbers outside the space. */
export function cocoCategoryOf(space: CocoSpace, id: number): CocoCategory | undefined {
  if (space === 'COCO_91') return byCocoId.get(id)
  return cocoCategories[space === 'INDEX_80' ? id : id - 1]
}

export const isCocoSpace = (space: CategorySpace): space is CocoSpace => cocoSpaces.some(other => other === space)
