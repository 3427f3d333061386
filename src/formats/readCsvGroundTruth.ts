import type { Finding } from '../../eval/finding.ts'
import type { GroundTruth } from '../../eval/groundTruth.ts'
import { createAnnotationColumns } from './createAnnotationColumns.ts'
import { createCsvCategories } from './createCsvCategories.ts'
import { createCsvCursor } from './createCsvCursor.ts'
import { createCsvImages } from './createCsvImages.ts'
import { readCsvHeader } from './readCsvHeader.ts'
import { type Chunks, readCsvRows } from './readCsvRows.ts'

const code = 'DATASET_INVALID'

type Read = { groundTruth: GroundTruth; notes: readonly Finding[] }

/**
 * Reads a CSV file with a header (see readCsvHeader) and a row for each object; one without box and category is an image
 * that has no objects.
 * @param path for messages
 * @throws InvalidInput DATASET_INVALID with file, line and column
 */
export function readCsvGroundTruth(chunks: Chunks, path: string): Promise<Read> {
  return readCsvRows({ chunks, path, code }, titles => {
    const header = readCsvHeader(titles, path, code)
    const row = createCsvCursor(header, path, code)
    const images = createCsvImages(row)
    const categories = createCsvCategories(row)
    const columns = createAnnotationColumns()
    let largest = 0

    return {
      add(fields, line) {
        row.moveTo(fields, line)
        const image = images.add()
        if (row.isImageOnly()) return
        const box = row.box()
        if (box[2] < 0 || box[3] < 0) {
          const expected = header.boxForm === 'SIZE' ? 'a width and a height from 0' : 'xmax >= xmin and ymax >= ymin'
          throw row.problem(expected, header.box.map(at => fields[at]).join(', '))
        }
        largest = Math.max(largest, Math.abs(box[0]), Math.abs(box[1]), box[2], box[3])
        const extras = { iscrowd: row.optionalFlag('iscrowd'), area: row.optionalNumber('area') }
        columns.add(image, categories.add(), box, extras)
      },

      finish() {
        const { ids: imageIds, columns: imageColumns } = images.finish()
        const { ids: categoryIds, categories: all, madeUpIds } = categories.finish()
        const { annotations, defaulted } = columns.finish()
        const groundTruth = {
          categories: all,
          images: imageColumns,
          annotations: {
            ...annotations,
            imageIds: annotations.imageIds.map(place => imageIds[place]!),
            categoryIds: annotations.categoryIds.map(place => categoryIds[place]!),
          },
          defaulted,
          ...(madeUpIds && { madeUpCategoryIds: true as const }),
        }
        return { groundTruth, notes: largest > 0 && largest <= 1 ? [normalised(annotations.ids.length)] : [] }
      },
    }
  })
}

const normalised = (count: number): Finding => ({
  code: 'BOX_FORMAT_SUSPECT',
  severity: 'SUSPICION',
  message: `All ${(4 * count).toLocaleString('en')} box values of the ground truth are <= 1: they look normalised, but pixels were declared.`,
  hint: 'Multiply x by the width and y by the height of the image.',
  count,
})
