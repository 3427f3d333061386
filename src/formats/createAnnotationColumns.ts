import type { AnnotationColumns, GroundTruth } from '../../eval/groundTruth.ts'
import { createColumn } from './createColumn.ts'

type Box = readonly [x: number, y: number, width: number, height: number]

/** What a row says beyond its box; what it leaves out has the default of COCO: no crowd, the area of the box. */
type Extras = { iscrowd?: boolean; area?: number }

/** Collects annotations row by row, and counts the defaults that were taken; their ids are 1, 2, 3 … as added. */
export function createAnnotationColumns() {
  const imageIds = createColumn()
  const categoryIds = createColumn()
  const boxes = createColumn()
  const areas = createColumn()
  const crowds = createColumn()
  let count = 0
  const defaulted = { iscrowd: 0, area: 0 }

  return {
    add(imageId: number, categoryId: number, [x, y, width, height]: Box, { iscrowd, area }: Extras = {}): void {
      count++
      imageIds.push(imageId)
      categoryIds.push(categoryId)
      boxes.push(x, y, width, height)
      areas.push(area ?? width * height)
      crowds.push(iscrowd ? 1 : 0)
      if (iscrowd === undefined) defaulted.iscrowd++
      if (area === undefined) defaulted.area++
    },

    finish(): { annotations: AnnotationColumns; defaulted: GroundTruth['defaulted'] } {
      const annotations = {
        ids: Float64Array.from({ length: count }, (_, index) => index + 1),
        imageIds: imageIds.finish(),
        categoryIds: categoryIds.finish(),
        boxes: boxes.finish(),
        areas: areas.finish(),
        crowds: Uint8Array.from(crowds.finish()),
      }
      return { annotations, defaulted }
    },
  }
}
