import type { Category, GroundTruth } from '../groundTruth.ts'
import { createAnnotationRows } from './createAnnotationRows.ts'
import { createRowChecks } from './createRowChecks.ts'
import { refuseDuplicates } from './refuseDuplicates.ts'

/**
 * Collects the entries of a COCO annotation file, in any order, into columns. Each `add` takes a parsed JSON value as
 * it came; fields that an evaluation of boxes does not read may hold anything.
 *
 * Left out or null: `area` is width × height and `iscrowd` 0, both counted; a category's name is its id. A file name that
 * is no string is empty, a width or height that is no number of pixels 0: no number of the evaluation rests on them.
 * @throws InvalidInput DATASET_INVALID, with the place in the file, for an entry of another form; DUPLICATE_ID, when it
 * is finished, for two entries of one id
 */
export function createGroundTruthBuilder() {
  const images = createImageRows()
  const annotations = createAnnotationRows()
  const categories = createCategoryRows()
  return {
    addImage: images.add,
    addAnnotation: annotations.add,
    addAnnotationRows: annotations.addRows,
    addCategory: categories.add,

    finish(): GroundTruth {
      return { categories: categories.finish(), images: images.finish(), ...annotations.finish() }
    },
  }
}

function createImageRows() {
  const checks = createRowChecks('DATASET_INVALID', 'images')
  const ids: number[] = []
  const fileNames: string[] = []
  const widths: number[] = []
  const heights: number[] = []

  const lengthOf = (value: unknown) => (typeof value === 'number' && value >= 0 && value < Infinity ? value : 0)

  return {
    add(value: unknown): void {
      const index = ids.length
      const { id, file_name, width, height } = checks.row(value, index)
      ids.push(checks.id(id, index, 'id'))
      fileNames.push(typeof file_name === 'string' ? file_name : '')
      widths.push(lengthOf(width))
      heights.push(lengthOf(height))
    },

    finish(): GroundTruth['images'] {
      const columns = {
        ids: Float64Array.from(ids),
        fileNames,
        widths: Float64Array.from(widths),
        heights: Float64Array.from(heights),
      }
      refuseDuplicates('Image', columns.ids, index => `'${fileNames[index]}'`)
      return columns
    },
  }
}

function createCategoryRows() {
  const checks = createRowChecks('DATASET_INVALID', 'categories')
  const categories: Category[] = []
  return {
    add(value: unknown): void {
      const index = categories.length
      const row = checks.row(value, index)
      const id = checks.id(row.id, index, 'id')
      const name = row.name ?? String(id)
      if (typeof name !== 'string') throw checks.invalid(index, 'name', 'a string', name)
      categories.push({ id, name })
    },

    finish(): readonly Category[] {
      const ids = Float64Array.from(categories, ({ id }) => id)
      refuseDuplicates('Category', ids, index => `'${categories[index]!.name}'`)
      return categories
    },
  }
}
