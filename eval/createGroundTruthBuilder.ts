import { createRowChecks } from './createRowChecks.ts'
import { findDuplicate } from './findDuplicate.ts'
import type { Category, GroundTruth } from './groundTruth.ts'
import { growable } from './growable.ts'
import { InvalidInput } from './invalidInput.ts'

const boxHint = 'fovea evaluates boxes: give every annotation a bbox of x, y, width and height in pixels.'

/**
 * Collects the rows of a COCO annotation file, in any order, into columns. Each `add` takes a parsed JSON value as it
 * came; fields that an evaluation of boxes does not read may hold anything.
 *
 * Left out or null: `area` is width × height and `iscrowd` 0, both counted; a category's name is its id; a file name is
 * empty, a width or height 0.
 * @throws InvalidInput DATASET_INVALID for a row of another form; DUPLICATE_ID, when it is finished, for two rows of
 * one id
 */
export function createGroundTruthBuilder() {
  const images = createImageRows()
  const annotations = createAnnotationRows()
  const categories = createCategoryRows()
  return {
    addImage: images.add,
    addAnnotation: annotations.add,
    addCategory: categories.add,

    finish(): GroundTruth {
      return { categories: categories.finish(), images: images.finish(), ...annotations.finish() }
    },
  }
}

export type GroundTruthBuilder = ReturnType<typeof createGroundTruthBuilder>

function createImageRows() {
  const checks = createRowChecks('DATASET_INVALID', 'images')
  const ids: number[] = []
  const fileNames: string[] = []
  const widths: number[] = []
  const heights: number[] = []

  function lengthOf(value: unknown, index: number, field: string): number {
    if (value === undefined || value === null) return 0
    if (typeof value === 'number' && value >= 0 && value < Infinity) return value
    throw checks.invalid(index, field, 'a number of pixels', value)
  }

  return {
    add(value: unknown): void {
      const index = ids.length
      const { id, file_name, width, height } = checks.row(value, index)
      const fileName = file_name ?? ''
      if (typeof fileName !== 'string') throw checks.invalid(index, 'file_name', 'a string', fileName)
      widths[index] = lengthOf(width, index, 'width')
      heights[index] = lengthOf(height, index, 'height')
      fileNames[index] = fileName
      ids[index] = checks.id(id, index, 'id')
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

function createAnnotationRows() {
  const checks = createRowChecks('DATASET_INVALID', 'annotations')
  let count = 0
  let ids = new Float64Array(1024)
  let imageIds = new Float64Array(1024)
  let categoryIds = new Float64Array(1024)
  let boxes = new Float64Array(4 * 1024)
  let areas = new Float64Array(1024)
  let crowds = new Float64Array(1024)
  const defaulted = { iscrowd: 0, area: 0 }

  function reserve(length: number): void {
    ids = growable(ids, length)
    imageIds = growable(imageIds, length)
    categoryIds = growable(categoryIds, length)
    boxes = growable(boxes, 4 * length)
    areas = growable(areas, length)
    crowds = growable(crowds, length)
  }

  function crowdOf(value: unknown, index: number): number {
    const crowd = typeof value === 'boolean' ? Number(value) : (value ?? 0)
    if (crowd === 0 || crowd === 1) return crowd
    throw checks.invalid(index, 'iscrowd', '0 or 1', value)
  }

  return {
    add(value: unknown): void {
      const index = count
      const { id, image_id, category_id, bbox, area, iscrowd } = checks.row(value, index)
      reserve(index + 1)
      ids[index] = checks.id(id, index, 'id')
      imageIds[index] = checks.id(image_id, index, 'image_id')
      categoryIds[index] = checks.id(category_id, index, 'category_id')
      checks.box(bbox, index, boxes, 4 * index, bbox === undefined ? boxHint : undefined)
      const isAreaLeftOut = area === undefined || area === null
      areas[index] = isAreaLeftOut ? boxes[4 * index + 2]! * boxes[4 * index + 3]! : checks.finite(area, index, 'area')
      crowds[index] = crowdOf(iscrowd, index)
      if (isAreaLeftOut) defaulted.area++
      if (iscrowd === undefined || iscrowd === null) defaulted.iscrowd++
      count++
    },

    finish(): Pick<GroundTruth, 'annotations' | 'defaulted'> {
      const columns = {
        ids: ids.slice(0, count),
        imageIds: imageIds.slice(0, count),
        categoryIds: categoryIds.slice(0, count),
        boxes: boxes.slice(0, 4 * count),
        areas: areas.slice(0, count),
        crowds: Uint8Array.from(crowds.subarray(0, count)),
      }
      refuseDuplicates('Annotation', columns.ids, index => `image ${columns.imageIds[index]}`)
      return { annotations: columns, defaulted }
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

/** @param describe what tells a row from another of the same id */
function refuseDuplicates(kind: string, ids: Float64Array, describe: (index: number) => string): void {
  const rows = findDuplicate(ids)
  if (!rows) return
  const [first, second] = rows
  const names = `${describe(first)}, ${describe(second)}`
  throw new InvalidInput(
    'DUPLICATE_ID',
    `${kind} id ${ids[first]} occurs twice (${names}): entries ${first} and ${second}.`,
    'Give every entry an id of its own.',
  )
}
