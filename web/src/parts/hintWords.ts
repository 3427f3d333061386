import type { CategorySpace } from '../api/generated.ts'
import { categorySpaceWords, readAs } from './categorySpaceWords.ts'

const spaces = Object.keys(categorySpaceWords) as CategorySpace[]

/** What the server says to those who write queries, and what stands for it where there are fields and buttons. */
const translations: readonly (readonly [RegExp, string])[] = [
  [/\s*If it is right as it is, set overrides: \[[A-Z_]+\]\.$/, ''],
  [/, or set allowTruncated: true: the result will be marked/, ', or accept it: the result will be marked'],
  [/^Or set allowTruncated: true to evaluate them as they are\.$/, 'Or accept them as they are.'],
  [/\bOr set allowTruncated: true to evaluate them as they are\b/, 'Or accept them as they are'],
  [/ by addDatasetImages, by imageId or with their folders/, ' with their folders'],
  [/ by addDatasetImages\b/, ' to the dataset'],
  [/\bset imageScope: EVALUATED_ONLY to leave (?:these images|them) out/i, 'leave these images out'],
  [/^leave/, 'Leave'],
  [/\bset matchBy: IMAGE_ID\b/i, 'Match images by id'],
  [/\bset matchBy: FILE_NAME\b/i, 'Match images by file name'],
  ...spaces.map(space => [new RegExp(`\\bset categorySpace: ${space}\\b`, 'i'), readAs(space)] as const),
  [/\bset categorySpace\b/i, 'say under “Advanced” what categories are'],
  [/\bbelow scoreFloor: lower it/, 'below the lowest score that counts: lower it'],
  [/^Say which one it is by format\.$/, 'Say under “Advanced” which format it is.'],
  [/^Delete its `datasets` first; it/, 'Delete the datasets that have it first; it'],
  [/^Ask for fewer .*images by `first`, or for .*a higher minScore.*$/, 'Choose a higher score.'],
  [/^failedImages says which and why\.$/, 'The evaluation says which and why.'],
]

/** What to do, in the words of this page; null where nothing is left to be said. */
export const hintWords = (hint: string | null | undefined): string | null =>
  translations.reduce((words, [api, page]) => words.replace(api, page), hint ?? '').trim() || null
