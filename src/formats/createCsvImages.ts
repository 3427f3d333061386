import type { ImageColumns } from '../../eval/groundTruth.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import type { CsvCursor } from './createCsvCursor.ts'
import { createKeys } from './createKeys.ts'
import { inNameOrder } from './listFiles.ts'

type Image = { fileName: string; width: number; height: number }

/**
 * Collects the images of a ground truth row by row. Their ids are those of image_id where they are whole numbers (see
 * createKeys); else 1, 2, 3 … in the order of the file names, or of what image_id says where there are none.
 */
export function createCsvImages(row: CsvCursor) {
  const hasIds = row.has('image_id')
  const hasNames = row.has('file_name')
  const keys = createKeys(row, hasIds ? 'image_id' : 'file_name')
  const images: Image[] = []

  function check(known: Image, here: Image): void {
    const differs = (['fileName', 'width', 'height'] as const).find(fact => known[fact] !== here[fact])
    if (differs === undefined) return
    const before = `${differs === 'fileName' ? 'file name' : differs} ${showValue(known[differs])}`
    throw row.problem(`the image's ${before}, as in its first row`, showValue(here[differs]))
  }

  return {
    /** @returns the place of the row's image in `ids` */
    add(): number {
      const place = keys.add()
      const image = {
        fileName: hasNames ? row.key('file_name') : '',
        width: row.optionalNumber('image_width') ?? 0,
        height: row.optionalNumber('image_height') ?? 0,
      }
      const known = images[place]
      if (known) check(known, image)
      else images.push(image)
      return place
    },

    finish(): { ids: readonly number[]; columns: ImageColumns } {
      const found = keys.finish()
      const fileNames = images.map(({ fileName }, place) =>
        found.kind === 'NAMES' && !hasNames ? found.names[place]! : fileName,
      )
      const order = images.map((_, place) => place)
      if (found.kind === 'NAMES') order.sort((a, b) => inNameOrder(fileNames[a]!, fileNames[b]!))
      const ids = found.kind === 'IDS' ? found.ids : rankOf(order)
      const columns = {
        ids: Float64Array.from(order, place => ids[place]!),
        fileNames: order.map(place => fileNames[place]!),
        widths: Float64Array.from(order, place => images[place]!.width),
        heights: Float64Array.from(order, place => images[place]!.height),
        ...(found.kind === 'NAMES' && { madeUpIds: true as const }),
      }
      return { ids, columns }
    },
  }
}

/** Where in the order each place comes, from 1. */
export function rankOf(order: readonly number[]): number[] {
  const ranks = new Array<number>(order.length)
  for (const [index, place] of order.entries()) ranks[place] = index + 1
  return ranks
}
