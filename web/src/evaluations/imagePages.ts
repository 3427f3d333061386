import { isTooManyBoxes } from '../api/isTooManyBoxes.ts'
import { evaluationGone } from './evaluationGone.ts'

/** How images of an evaluation are asked for page by page: fewer where they have too many boxes for one answer. */
export const imagePages = { gone: evaluationGone, isTooMuch: isTooManyBoxes }
