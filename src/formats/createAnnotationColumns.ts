import type { AnnotationColumns, GroundTruth } from '../../eval/groundTruth.ts'

type Box = readonly [x: number, y: number, width: number, height: number]

/** What a row says beyond its box; what it leaves out has the default of COCO: no crowd, the area of the box. */
type Extras = { iscrowd?: boolean; area?: number }

/** Collects annotations row by row, and counts the defaults that were taken; their ids are 1, 2, 3 … as added. */
export function createAnnotationColumns() {
  const imageIds: number[] = []
  const categoryIds: number[] = []
  const boxes: number[] = []
  const areas: number[] = []
  const crowds: number[] = []
  const defaulted = { iscrowd: 0, area: 0 }

  return {
    add(imageId: number, categoryId: number, [x, y, width, height]: Box, { iscrowd, area }: Extras = {}): void {
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
        ids: Float64Array.from(imageIds, (_, index) => index + 1),
        imageIds: new Float64Array(imageIds),
        categoryIds: new Float64Array(categoryIds),
        boxes: new Float64Array(boxes),
        areas: new Float64Array(areas),
        crowds: new Uint8Array(crowds),
      }
      return { annotations, defaulted }
    },
  }
}
