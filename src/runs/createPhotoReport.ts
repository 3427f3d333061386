import type { ErrorCode } from '../errors.ts'
import type { PhotoProblem, PhotoReport } from './photoReport.ts'

const mostOfACode = 10
const most = 50

/** Counts what becomes of photos; of problems it keeps the first few of each kind. */
export function createPhotoReport() {
  const counts = { received: 0, added: 0, unchanged: 0, refused: 0 }
  const problems: PhotoProblem[] = []
  const ofCode = new Map<ErrorCode, number>()

  return {
    receive: () => void counts.received++,
    add: () => void counts.added++,
    keep: () => void counts.unchanged++,

    refuse(problem: PhotoProblem): void {
      counts.refused++
      const known = ofCode.get(problem.code) ?? 0
      ofCode.set(problem.code, known + 1)
      if (known < mostOfACode && problems.length < most) problems.push(problem)
    },

    /** @param missing images of the dataset that have no photo */
    finish: (missing: number): PhotoReport => ({ ...counts, missing, problems }),
  }
}
