import { EvaluationImagesDocument, type ImageOrder } from '../../api/generated.ts'
import { usePages } from '../../api/usePages.ts'
import { imagePages } from '../imagePages.ts'
import { thresholdsOf } from '../thresholds.ts'

/** The orders of images, as they are called. */
export const imageOrders: readonly (readonly [ImageOrder, string])[] = [
  ['MOST_ERRORS', 'Most errors'],
  ['MOST_FALSE_POSITIVES', 'Most false positives'],
  ['MOST_MISSES', 'Most misses'],
  ['FILE_ID', 'Id in the file'],
]

/** The order that an address asks for. */
export const imageOrderOf = (parameters: URLSearchParams): ImageOrder =>
  imageOrders.find(([order]) => order === parameters.get('order'))?.[0] ?? 'MOST_ERRORS'

/** The images of an evaluation in the order and at the thresholds of the address; the same list wherever it is asked for. */
export const useEvaluationImages = (id: string, parameters: URLSearchParams) =>
  usePages(
    EvaluationImagesDocument,
    { id, orderBy: imageOrderOf(parameters), ...thresholdsOf(parameters), first: 12 },
    ({ evaluation }) => evaluation?.result?.images,
    imagePages,
  )
