import { createAnnotationRows } from '../../eval/pack/createAnnotationRows.ts'

type Box = readonly [x: number, y: number, width: number, height: number]

/** What a row says beyond its box; what it leaves out has the default of COCO, see createGroundTruthBuilder. */
type Extras = { iscrowd?: boolean; area?: number }

/** Collects annotations row by row; their ids are 1, 2, 3 … as added. */
export function createAnnotationColumns() {
  const { addRows, finish } = createAnnotationRows()
  let count = 0
  return {
    add(imageId: number, categoryId: number, box: Box, { iscrowd, area = NaN }: Extras = {}): void {
      count++
      addRows(
        Float64Array.of(count, imageId, categoryId, ...box, area, iscrowd === undefined ? NaN : Number(iscrowd)),
        1,
      )
    },
    finish,
  }
}
