import type { DatasetPhotoReportFragment } from '../api/generated.ts'

export type PhotoReport = DatasetPhotoReportFragment

/** As the server does it. */
const mostProblems = 50

/** What became of photos that were added in several requests, the later one last. */
export function joinReports(earlier: PhotoReport | null, later: PhotoReport | null): PhotoReport | null {
  if (!earlier || !later) return later ?? earlier
  return {
    received: earlier.received + later.received,
    added: earlier.added + later.added,
    unchanged: earlier.unchanged + later.unchanged,
    refused: earlier.refused + later.refused,
    missing: later.missing,
    problems: [...earlier.problems, ...later.problems].slice(0, mostProblems),
  }
}
