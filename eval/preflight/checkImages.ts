import type { Finding } from '../finding.ts'
import type { ImageColumns } from '../groundTruth.ts'
import { positionsOf } from '../positionsOf.ts'
import { createImageFinder } from '../resolve/createImageFinder.ts'
import type { ImageMatch } from '../resolve/resolveDetections.ts'
import type { Inspection } from './inspect.ts'
import { sayCount, sayFirst, sayNumber } from './sayCount.ts'

/** Detections on images that the ground truth does not list: the reference refuses them, and so does fovea. */
export function checkImages({ groundTruth, detections, images }: Inspection): Finding | null {
  const { unmatched, counts } = images
  if (unmatched.length === 0) return null
  const labels = unmatched.map(({ label }) => label)
  const total = unmatched.length + counts.filter(count => count > 0).length
  const isAre = unmatched.length === 1 ? 'is' : 'are'
  const { message, hint } = findOtherWay(groundTruth.images, labels, detections.matchBy)
  return {
    code: 'IMAGE_NOT_IN_GROUND_TRUTH',
    severity: 'ERROR',
    message:
      `${sayNumber(unmatched.length)} of ${sayCount(total, 'predicted image')} ${isAre} not in the ground truth ` +
      `(${sayFirst(labels)}).${message}`,
    hint,
    count: unmatched.length,
  }
}

/** How many of the ids that do not match by id would by file name, or the other way round. */
function findOtherWay(images: ImageColumns, labels: readonly string[], matchBy: ImageMatch) {
  const [other, words, matching] =
    matchBy === 'FILE_NAME'
      ? (['IMAGE_ID', 'id', countIds(images.ids, labels)] as const)
      : (['FILE_NAME', 'file name', countNames(images, labels)] as const)
  // Ids that a reader made up match others by chance.
  return matching > 0 && !(other === 'IMAGE_ID' && images.madeUpIds)
    ? {
        message: ` ${sayNumber(matching)} would match by ${words}.`,
        hint: `Set matchBy: ${other} (--match-by ${other}).`,
      }
    : { message: '', hint: 'Give the ground truth that lists these images, or leave their detections out.' }
}

/** A name is labelled in quotes, so that it is no id. */
function countIds(ids: Float64Array, labels: readonly string[]): number {
  return positionsOf(Float64Array.from(labels, Number), ids).filter(position => position >= 0).length
}

function countNames(images: ImageColumns, labels: readonly string[]): number {
  const find = createImageFinder(images)
  return labels.filter(label => find(label).length === 1).length
}
