import type { Detections } from '../../eval/detections.ts'
import { createColumn } from './createColumn.ts'
import { createCsvCursor } from './createCsvCursor.ts'
import { createKeys, type Keys } from './createKeys.ts'
import { readCsvHeader, sayColumns } from './readCsvHeader.ts'
import { type Chunks, readCsvRows } from './readCsvRows.ts'

const code = 'DETECTIONS_INVALID'

/**
 * Reads a CSV file with a header (see readCsvHeader) and a row for each detection. Images are named by image_id where
 * there is one, else by file_name, categories by category_id, else by category: an image_id, a category_id or a category
 * that is a whole number in every row is an id, anything else a name.
 * @param path for messages
 * @throws InvalidInput DETECTIONS_INVALID with file, line and column
 */
export function readCsvDetections(chunks: Chunks, path: string): Promise<Detections> {
  return readCsvRows({ chunks, path, code }, titles => {
    const header = readCsvHeader(titles, path, code)
    const row = createCsvCursor(header, path, code)
    if (!row.has('score')) {
      throw row.problem(
        'a header with score (or confidence)',
        sayColumns(titles),
        'Is this the ground truth, and the two inputs swapped?',
      )
    }
    const imageColumn = row.has('image_id') ? 'image_id' : 'file_name'
    const categoryColumn = row.has('category_id') ? 'category_id' : 'category'
    const images = createKeys({ mayBeIds: imageColumn === 'image_id' })
    const categories = createKeys({ mayBeIds: true })
    const imagePlaces = createColumn()
    const categoryPlaces = createColumn()
    const boxes = createColumn()
    const scores = createColumn()

    return {
      add(fields, line) {
        row.moveTo(fields, line)
        imagePlaces.push(images.placeOf(row.key(imageColumn)))
        categoryPlaces.push(categories.placeOf(row.key(categoryColumn)))
        boxes.push(...row.box())
        scores.push(row.number('score'))
      },

      finish() {
        const byImage = named(imagePlaces.finish(), images.finish())
        const byCategory = named(categoryPlaces.finish(), categories.finish())
        return {
          imageIds: byImage.ids,
          categoryIds: byCategory.ids,
          boxes: boxes.finish(),
          scores: scores.finish(),
          ...(byImage.names && { imageNames: byImage.names }),
          ...(byCategory.names && { categoryNames: byCategory.names }),
        }
      },
    }
  })
}

/** Ids for each row, or places among the names. */
function named(places: Float64Array, keys: Keys): { ids: Float64Array; names?: readonly string[] } {
  if (keys.kind === 'NAMES') return { ids: places, names: keys.names }
  return { ids: places.map(place => keys.ids[place]!) }
}
