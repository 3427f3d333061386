import type { PageRequest } from '../store/page.ts'
import { positionAfter, toPositionPage } from '../store/positionPage.ts'
import type { ImagePage } from './insights.ts'

/**
 * A page of a list of images.
 * @param order all of the list
 * @param read what is shown of those of the page, in their order
 * @throws AppError BAD_USER_INPUT when `after` is no cursor of such a list
 */
export async function pageOf<Row>(
  order: Int32Array,
  { first, after }: PageRequest,
  read: (images: readonly number[]) => Promise<readonly Row[]>,
): Promise<ImagePage<Row>> {
  const from = positionAfter(after)
  const entries = Array.from(order.subarray(from, from + first + 1), (image, index) => ({
    position: from + index,
    image,
  }))
  const page = toPositionPage(entries, first)
  const rows = await read(page.rows.map(({ image }) => image))
  return { ...page, rows: page.rows.map(({ cursor }, index) => ({ ...rows[index]!, cursor })), total: order.length }
}
