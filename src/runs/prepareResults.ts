import { resolveDetections } from '../../eval/resolve/resolveDetections.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import type { NewShard } from '../store/newEvaluation.ts'
import { hashDetections } from './createDetectionsHash.ts'
import type { EvaluationSubject, Prepared } from './evaluationPlan.ts'
import type { FileSource } from './fileSource.ts'
import { type GroupedDetections, groupDetections, packDetections, sliceDetections } from './groupedDetections.ts'
import { type ImageRange, planShards } from './planShards.ts'
import { readResults } from './readResults.ts'

/**
 * Detections that a model made elsewhere, of a file. They are taken to be in the orientation of the ground truth.
 * @throws InvalidInput what readers and resolveDetections throw
 */
export async function prepareResults(subject: EvaluationSubject, file: FileSource): Promise<Prepared> {
  const { store, request, truth, settings, maxTextBytes, shardSize } = subject
  const { groundTruth } = truth
  const { detections, sha256, notes, evaluatedImages } = await readResults(store, file, {
    groundTruth,
    maxBytes: maxTextBytes,
  })
  const { categorySpace, matchBy, allowTruncated } = request
  const options = { ...(categorySpace && { categorySpace }), ...(matchBy && { matchBy }) }
  const resolved = resolveDetections(groundTruth, detections, options)
  const known = evaluatedImages ? { evaluatedImages } : {}
  const findings = validateDetections(groundTruth, resolved, { ...settings, ...options, ...known, allowTruncated })
  return {
    findings: [...notes, ...findings],
    plan() {
      const grouped = groupDetections(groundTruth, resolved, evaluatedImages)
      const ranges = planShards(groundTruth.images.ids.length, shardSize, grouped.starts)
      return {
        modelId: null,
        limits: null,
        detectionsHash: Buffer.from(sha256, 'hex'),
        detectCount: 0,
        photos: null,
        facts: { source: 'RESULTS', detections: hashDetections(grouped).toString('hex') },
        shardCount: ranges.length,
        shards: packShards(grouped, ranges),
      }
    },
  }
}

/** Shards of detections that are there, packed one at a time. */
export function* packShards(
  grouped: GroupedDetections,
  ranges: readonly ImageRange[],
  photos?: { imageIds: readonly (string | null)[]; runIds: readonly (string | null)[] },
): Generator<NewShard> {
  for (const { first, count } of ranges)
    yield {
      firstImage: first,
      imageCount: count,
      imageIds: photos?.imageIds.slice(first, first + count) ?? [],
      runIds: photos?.runIds.slice(first, first + count) ?? [],
      detections: packDetections(sliceDetections(grouped, first, count)),
    }
}
