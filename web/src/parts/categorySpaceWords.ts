import type { CategorySpace } from '../api/generated.ts'

/** What the numbers or names of categories in a file can be. */
export const categorySpaceWords: Record<CategorySpace, string> = {
  GROUND_TRUTH: 'the ids of this dataset',
  COCO_91: 'COCO’s ids, 1 to 90 with gaps',
  INDEX_80: 'COCO’s 80 categories, counted from 0',
  ONE_TO_80: 'COCO’s 80 categories, counted from 1',
  NAME: 'names',
}

/** What a button says that has categories read as one of these. */
export const readAs = (space: CategorySpace): string => `Read them as ${categorySpaceWords[space]}`
