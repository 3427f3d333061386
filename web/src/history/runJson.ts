import type { RunBox } from './compareRuns.ts'

type Image = { id: string; fileName: string | null; width: number; height: number }
type Run = { id: string; createdAt: string; model: { name: string; version: string | null } }

/** Detections of a run as JSON, with what they belong to; boxes as left, top, width, height in pixels. */
export const runJson = (
  { id, fileName, width, height }: Image,
  { id: run, createdAt, model }: Run,
  boxes: readonly RunBox[],
): string =>
  JSON.stringify(
    {
      image: { id, fileName, width, height },
      run: { id: run, createdAt, model: model.name, version: model.version },
      detections: boxes.map(({ score, category, box: { x, y, width, height } }) => ({
        category: category.name,
        score,
        box: [x, y, width, height],
      })),
    },
    null,
    2,
  )
