import type { GroundTruth } from '../groundTruth.ts'
import { createRowChecks } from './createRowChecks.ts'
import { growable } from './growable.ts'
import { refuseDuplicates } from './refuseDuplicates.ts'

/** id, image_id, category_id, bbox (4), area, iscrowd */
const rowWidth = 9
const boxAt = 3
const areaAt = 7
const crowdAt = 8

const boxHint = 'fovea evaluates boxes: give every annotation a bbox of x, y, width and height in pixels.'

/** Collects annotations into columns: see createGroundTruthBuilder. */
export function createAnnotationRows() {
  const checks = createRowChecks('DATASET_INVALID', 'annotations')
  let ids = new Float64Array(1024)
  let imageIds = new Float64Array(1024)
  let categoryIds = new Float64Array(1024)
  let boxes = new Float64Array(4 * 1024)
  let areas = new Float64Array(1024)
  let crowds = new Float64Array(1024)
  let count = 0
  const defaulted = { iscrowd: 0, area: 0 }
  const row = new Float64Array(rowWidth)

  function reserve(length: number): void {
    ids = growable(ids, length)
    imageIds = growable(imageIds, length)
    categoryIds = growable(categoryIds, length)
    boxes = growable(boxes, 4 * length)
    areas = growable(areas, length)
    crowds = growable(crowds, length)
  }

  /** Takes the row that begins at `at`, whose numbers have been checked. */
  function store(values: Float64Array, at: number): void {
    const area = values[at + areaAt]!
    const crowd = values[at + crowdAt]!
    if (Number.isNaN(area)) defaulted.area++
    if (Number.isNaN(crowd)) defaulted.iscrowd++
    ids[count] = values[at]!
    imageIds[count] = values[at + 1]!
    categoryIds[count] = values[at + 2]!
    for (let k = 0; k < 4; k++) boxes[4 * count + k] = values[at + boxAt + k]!
    areas[count] = Number.isNaN(area) ? values[at + boxAt + 2]! * values[at + boxAt + 3]! : area
    crowds[count] = Number.isNaN(crowd) ? 0 : crowd
    count++
  }

  /** As in pycocotools whatever is not 0 is a crowd. */
  function crowdOf(value: unknown): number {
    if (typeof value === 'boolean' || Number.isFinite(value)) return value ? 1 : 0
    throw checks.invalid(count, 'iscrowd', '0 or 1', value)
  }

  function add(value: unknown): void {
    const { id, image_id, category_id, bbox, area, iscrowd } = checks.row(value, count)
    row[0] = checks.id(id, count, 'id')
    row[1] = checks.id(image_id, count, 'image_id')
    row[2] = checks.id(category_id, count, 'category_id')
    checks.box(bbox, count, row, boxAt, bbox === undefined ? boxHint : undefined)
    row[areaAt] = area === undefined || area === null ? NaN : checks.finite(area, count, 'area')
    row[crowdAt] = iscrowd === undefined || iscrowd === null ? NaN : crowdOf(iscrowd)
    reserve(count + 1)
    store(row, 0)
  }

  return {
    add,

    /** [rows, 9] of id, image_id, category_id, bbox, area and iscrowd; the last two NaN where they are left out. */
    addRows(values: Float64Array, rows: number): void {
      reserve(count + rows)
      for (let at = 0; at < rows * rowWidth; at += rowWidth)
        if (isPlain(values, at)) store(values, at)
        else add(toObject(values, at))
    },

    finish(): Pick<GroundTruth, 'annotations' | 'defaulted'> {
      const annotations = {
        ids: ids.slice(0, count),
        imageIds: imageIds.slice(0, count),
        categoryIds: categoryIds.slice(0, count),
        boxes: boxes.slice(0, 4 * count),
        areas: areas.slice(0, count),
        crowds: new Uint8Array(crowds.subarray(0, count)),
      }
      refuseDuplicates('Annotation', annotations.ids, index => `image ${annotations.imageIds[index]}`)
      return { annotations, defaulted }
    },
  }
}

/** Whether `add` would take the row as it is. */
function isPlain(values: Float64Array, at: number): boolean {
  for (let k = 0; k < boxAt; k++) if (!Number.isSafeInteger(values[at + k])) return false
  for (let k = boxAt; k < areaAt; k++) if (!Number.isFinite(values[at + k])) return false
  const crowd = values[at + crowdAt]!
  return Math.abs(values[at + areaAt]!) !== Infinity && (crowd === 0 || crowd === 1 || Number.isNaN(crowd))
}

function toObject(values: Float64Array, at: number): object {
  const [id, image_id, category_id, x, y, width, height, area, iscrowd] = values.subarray(at, at + rowWidth)
  const leftOut = (value: number | undefined) => (Number.isNaN(value) ? undefined : value)
  return { id, image_id, category_id, bbox: [x, y, width, height], area: leftOut(area), iscrowd: leftOut(iscrowd) }
}
