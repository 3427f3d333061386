import type { Finding } from '../../eval/finding.ts'
import { sayCount, sayNumber } from '../../eval/preflight/sayCount.ts'
import { validateDetections } from '../../eval/validateDetections.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { manifestSchema } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import type { DetectionSettings, NewShard } from '../store/newEvaluation.ts'
import { checkLabels } from './checkLabels.ts'
import type { EvaluationSubject, Prepared } from './evaluationPlan.ts'
import { mapCategories } from './mapCategories.ts'
import { detectedShardSize, planShards } from './planShards.ts'
import { uprightGroundTruth } from './uprightGroundTruth.ts'

/**
 * A model to run on the dataset's photos; those that it ran on before, with the same score floor and cap, it is not run
 * on again.
 * @throws AppError MODEL_NOT_FOUND; InvalidInput what mapCategories throws
 */
export async function prepareModel(subject: EvaluationSubject, detection: DetectionSettings): Promise<Prepared> {
  const { store, request, dataset, truth, settings } = subject
  const { photos } = truth
  // Not the manifest's, as another process may have registered the same model with others since.
  const { modelId, scoreFloor, maxDetections } = detection
  const limits = { scoreFloor, maxDetections }
  const [model] = await store.models.findMany([modelId])
  if (!model) throw new AppError('MODEL_NOT_FOUND', 'There is no such model.', { hint: 'Query models { name }.' })
  const groundTruth = dataset.orientation === 'RAW' ? uprightGroundTruth(truth) : truth.groundTruth
  const { ids } = groundTruth.images
  const labels = await store.categories.findByName(labelsOf(manifestSchema.parse(model.manifest)))
  const findings = [
    ...checkLabels(labels, mapCategories(labels, groundTruth.categories), groundTruth),
    // Nothing is detected yet: what is said of that is not about this model.
    ...validateDetections(groundTruth, nothing, {
      ...settings,
      allowTruncated: request.allowTruncated,
      manifestFloor: scoreFloor,
      evaluatedImages: Array.from(ids).filter((_, image) => photos[image] != null),
    }).filter(({ code }) => code !== 'NO_DETECTIONS'),
  ]
  const known = photos.filter(photo => photo !== null)
  if (known.length === 0) return { findings: [noPhotos(ids.length), ...findings] }
  if (known.length < ids.length && dataset.frozenAt === null && settings.imageScope === 'ALL_IMAGES')
    findings.unshift(somePhotosMissing(ids.length - known.length, ids.length))

  const runs = await store.storedDetections.newestRuns(
    known.map(({ imageId }) => imageId),
    modelId,
    limits,
  )
  const stored = runs.values()
  const imageIds = photos.map(photo => photo?.imageId ?? null)
  const runIds = photos.map(photo => (photo ? (stored.next().value?.id ?? null) : null))
  return {
    findings,
    plan() {
      const ranges = planShards(ids.length, detectedShardSize)
      return {
        modelId,
        limits,
        detectionsHash: null,
        detectCount: runs.filter(run => run === null).length,
        photos: { known: known.length, found: [] },
        facts: {
          source: 'MODEL',
          model: model.sha256,
          preprocessing: model.preprocessing,
          ...limits,
          photos: photos.map(photo => photo && [photo.sha256, photo.orientation]),
        },
        shardCount: ranges.length,
        shards: ranges.map(
          ({ first, count }): NewShard => ({
            firstImage: first,
            imageCount: count,
            imageIds: imageIds.slice(first, first + count),
            runIds: runIds.slice(first, first + count),
            detections: null,
          }),
        ),
      }
    },
  }
}

const nothing = {
  imageIds: new Float64Array(),
  categoryIds: new Float64Array(),
  boxes: new Float64Array(),
  scores: new Float64Array(),
}

const noPhotos = (images: number): Finding => ({
  code: 'PHOTOS_MISSING',
  severity: 'ERROR',
  message: `None of the ${sayCount(images, 'image')} has a photo to run the model on.`,
  hint: 'Add the photos by addDatasetImages (--images), or evaluate results that you have.',
  count: images,
})

/** Refused unless it is accepted, as it cannot be mended afterwards. */
const somePhotosMissing = (missing: number, images: number): Finding => ({
  code: 'PHOTOS_MISSING',
  severity: 'SUSPICION',
  message:
    `${sayNumber(missing)} of ${sayCount(images, 'image')} ${missing === 1 ? 'has' : 'have'} no photo. ` +
    'Once the model has been evaluated none can be added, so that its evaluations stay comparable.',
  hint:
    'Add the photos by addDatasetImages (--images), or set imageScope: EVALUATED_ONLY (--image-scope EVALUATED_ONLY) ' +
    'to leave these images out.',
  count: missing,
})
