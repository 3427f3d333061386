import type { Finding } from '../../eval/finding.ts'
import { sayCount } from '../../eval/preflight/sayCount.ts'
import type { ResolvedDetections } from '../../eval/resolve/resolveDetections.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import { AppError } from '../errors.ts'
import { hashDetections } from './createDetectionsHash.ts'
import type { EvaluationSubject, Prepared } from './evaluationPlan.ts'
import { findPhotos } from './findPhotos.ts'
import { type GroupedDetections, toDetections } from './groupedDetections.ts'
import { planShards } from './planShards.ts'
import { packShards } from './prepareResults.ts'
import { readRunDetections } from './readRunDetections.ts'
import { uprightGroundTruth } from './uprightGroundTruth.ts'

/**
 * What a model found before: its newest run on each image of the dataset.
 * @throws AppError MODEL_NOT_FOUND; InvalidInput what mapCategories throws
 */
export async function prepareStoredRuns(subject: EvaluationSubject, modelId: string): Promise<Prepared> {
  const { store, request, dataset, truth, settings, shardSize } = subject
  const [model] = await store.models.findMany([modelId])
  if (!model) throw new AppError('MODEL_NOT_FOUND', 'There is no such model.', { hint: 'Query detectionRuns.' })
  const { found, findings: ofPhotos } = await findPhotos(subject, modelId)
  const photos = [...truth.photos]
  for (const { position, photo } of found) photos[position] = photo
  const groundTruth =
    dataset.orientation === 'RAW' ? uprightGroundTruth({ groundTruth: truth.groundTruth, photos }) : truth.groundTruth

  const known = photos.filter(photo => photo !== null)
  const newest = await store.storedDetections.newestRuns(
    known.map(({ imageId }) => imageId),
    modelId,
  )
  const runs = newest.values()
  const runIds = photos.map(photo => (photo ? (runs.next().value?.id ?? null) : null))
  const there = newest.filter(run => run !== null)
  if (there.length === 0) return { findings: [runsMissing(model.name, photos.length, known.length), ...ofPhotos] }

  const limits = {
    scoreFloor: there.reduce((highest, { scoreFloor }) => Math.max(highest, scoreFloor), 0),
    maxDetections: there.reduce((fewest, run) => Math.min(fewest, run.maxDetections), Number.POSITIVE_INFINITY),
  }

  const { grouped, unknown } = await readRunDetections(store, runIds, groundTruth.categories)
  const { ids } = groundTruth.images
  const findings = validateDetections(groundTruth, resolvedOf(grouped, ids, groundTruth.categories, unknown), {
    ...settings,
    allowTruncated: request.allowTruncated,
    manifestFloor: limits.scoreFloor,
    evaluatedImages: Array.from(ids).filter((_, image) => runIds[image] !== null),
  })
  return {
    findings: [...ofPhotos, ...findings],
    plan() {
      const detections = hashDetections(grouped)
      const ranges = planShards(ids.length, shardSize, grouped.starts)
      return {
        modelId,
        limits,
        detectionsHash: detections,
        detectCount: 0,
        photos: {
          known: truth.photos.filter(photo => photo !== null).length,
          found: found.map(({ position, photo }) => ({ position, imageId: photo.imageId })),
        },
        facts: {
          source: 'STORED_RUNS',
          model: model.sha256,
          detections: detections.toString('hex'),
          // They turn the ground truth.
          orientations: dataset.orientation === 'RAW' ? photos.map(photo => photo?.orientation ?? 1) : [],
        },
        shardCount: ranges.length,
        shards: packShards(grouped, ranges, { imageIds: photos.map(photo => photo?.imageId ?? null), runIds }),
      }
    },
  }
}

/** As resolveDetections would give them: by name, which their categories were found by. */
function resolvedOf(
  grouped: GroupedDetections,
  ids: Float64Array,
  categories: EvaluationSubject['truth']['groundTruth']['categories'],
  unknown: ReadonlyMap<string, number>,
): ResolvedDetections {
  const detections = toDetections(grouped, ids, categories)
  return {
    ...detections,
    matchBy: 'IMAGE_ID',
    categorySpace: 'NAME',
    unmatched: { images: [], categories: [...unknown].map(([name, count]) => ({ label: `'${name}'`, count })) },
    givenCategoryIds: detections.categoryIds,
  }
}

function runsMissing(model: string, images: number, photos: number): Finding {
  const some = photos === 0 ? 'none of them has a photo, or is called as a stored image' : `${photos} have a photo`
  return {
    code: 'RUNS_MISSING',
    severity: 'ERROR',
    message: `There is no stored run of '${model}' on the ${sayCount(images, 'image')} of the dataset; ${some}.`,
    hint: 'Evaluate the model itself, or add the photos that it ran on by addDatasetImages.',
    count: images,
  }
}
