import type { ImageErrors } from '../../eval/explain/imageErrors.ts'
import type { OperatingPoint } from '../../eval/explain/matchOverlaps.ts'
import type { PageRequest } from '../store/page.ts'
import { outcomeOf } from './images.ts'
import type { ImageOutcome, ImagePage } from './insights.ts'
import type { OpenEvaluation } from './openEvaluation.ts'
import { pageOf } from './pageOf.ts'
import { rankBy } from './rankImages.ts'

type Direction = 'WORSE' | 'BETTER'

/** Columns of images that both have, [N] each. */
type Changes = {
  /** positions in the columns of each */
  readonly baseline: Int32Array
  readonly candidate: Int32Array
  /** errors of the candidate minus those of the baseline */
  readonly changes: Int32Array
}

const errorsAt = ({ falsePositives, misses }: ImageErrors, image: number) => falsePositives[image]! + misses[image]!

/** Both list their images by ascending ids. */
function compareErrors(baseline: ImageErrors, candidate: ImageErrors): Changes {
  const rows: [number, number][] = []
  let b = 0
  let c = 0
  while (b < baseline.imageIds.length && c < candidate.imageIds.length) {
    const difference = baseline.imageIds[b]! - candidate.imageIds[c]!
    if (difference === 0) rows.push([b, c])
    if (difference <= 0) b++
    if (difference >= 0) c++
  }
  return {
    baseline: Int32Array.from(rows, ([at]) => at),
    candidate: Int32Array.from(rows, ([, at]) => at),
    changes: Int32Array.from(rows, ([before, after]) => errorsAt(candidate, after) - errorsAt(baseline, before)),
  }
}

/** Those that changed in one direction, the largest difference first; equals in the order of their ids. */
function rankChanges({ changes }: Changes, direction: Direction): Int32Array {
  const amount = (row: number) => (direction === 'WORSE' ? changes[row]! : -changes[row]!)
  const changed = Int32Array.from(changes.keys()).filter(row => amount(row) > 0)
  return rankBy(changed, amount)
}

/** A page of the images on which the candidate makes more errors than the baseline, or fewer. */
export async function changedImages(
  baseline: OpenEvaluation,
  candidate: OpenEvaluation,
  { direction, minScore, iou, ...request }: OperatingPoint & PageRequest & { direction: Direction },
): Promise<ImagePage<{ baseline: ImageOutcome; candidate: ImageOutcome; change: number }>> {
  const point = { minScore, iou }
  const [before, after] = await Promise.all([baseline.errors(point), candidate.errors(point)])
  const args = [candidate.shards.id, minScore, iou]
  const changes = await baseline.part('changes', args, async () => compareErrors(before, after))
  const order = await baseline.part('changed', [...args, direction], async () => rankChanges(changes, direction))
  return pageOf(order, request, async rows =>
    rows.map(row => ({
      baseline: outcomeOf(before, changes.baseline[row]!),
      candidate: outcomeOf(after, changes.candidate[row]!),
      change: changes.changes[row]!,
    })),
  )
}
