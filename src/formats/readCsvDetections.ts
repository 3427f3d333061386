import type { Detections } from '../../eval/detections.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { createColumn } from './createColumn.ts'
import { type CsvCursor, createCsvCursor } from './createCsvCursor.ts'
import { createKeys, type Keys } from './createKeys.ts'
import { type CsvColumn, readCsvHeader, sayColumns } from './readCsvHeader.ts'
import { type Chunks, readCsvRows } from './readCsvRows.ts'

const code = 'DETECTIONS_INVALID'

/**
 * Reads a CSV file with a header (see readCsvHeader) and a row for each detection. Images are named by file_name, else
 * by image_id, categories by category, else by category_id: beside names, ids are often a count of their own. Where the
 * ground truth has no names, ids come first. What is an id and what a name: see createKeys.
 * @param path for messages
 * @throws InvalidInput DETECTIONS_INVALID with file, line and column
 */
export function readCsvDetections(
  chunks: Chunks,
  path: string,
  { images: { fileNames }, categories: known }: Pick<GroundTruth, 'images' | 'categories'>,
): Promise<Detections> {
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
    const imagesHaveNames = fileNames.some(name => name !== '')
    const categoriesHaveNames = known.some(({ id, name }) => name !== String(id))
    const images = createKeys(row, firstOf(row, imagesHaveNames, 'file_name', 'image_id'))
    const categories = createKeys(row, firstOf(row, categoriesHaveNames, 'category', 'category_id'))
    const imagePlaces = createColumn()
    const categoryPlaces = createColumn()
    const boxes = createColumn()
    const scores = createColumn()

    return {
      add(fields, line) {
        row.moveTo(fields, line)
        imagePlaces.push(images.add())
        categoryPlaces.push(categories.add())
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

/** The column of names or that of ids, whichever there is; of both the one that is preferred. */
function firstOf<Column extends CsvColumn>(row: CsvCursor, prefersNames: boolean, names: Column, ids: Column): Column {
  if (row.has(names) && row.has(ids)) return prefersNames ? names : ids
  return row.has(names) ? names : ids
}

/** Ids for each row, or places among the names. */
function named(places: Float64Array, keys: Keys): { ids: Float64Array; names?: readonly string[] } {
  if (keys.kind === 'NAMES') return { ids: places, names: keys.names }
  return { ids: places.map(place => keys.ids[place]!) }
}
