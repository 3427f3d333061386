import type { Finding } from '../../eval/finding.ts'
import { checkImageSizes } from '../../eval/preflight/checkImageSizes.ts'
import { sayCount, sayFirst } from '../../eval/preflight/sayCount.ts'
import type { Photo } from '../store/groundTruths.ts'
import type { NamedPhoto } from '../store/storedDetections.ts'
import type { EvaluationSubject } from './evaluationPlan.ts'
import { plainFileName } from './plainFileName.ts'
import { isQuarterTurned } from './turnBox.ts'

type Found = { readonly position: number; readonly photo: Photo }

/**
 * Stored images that are the photos of images without one: of the same file name (folders apart) and, where the ground
 * truth gives it, of the same size, with a run of the model. A dataset whose photos are frozen gets none.
 */
export async function findPhotos(
  { store, dataset, truth }: EvaluationSubject,
  modelId: string,
): Promise<{ found: Found[]; findings: Finding[] }> {
  const { groundTruth, photos } = truth
  if (dataset.frozenAt !== null) return { found: [], findings: [] }
  const positions = Map.groupBy(
    [...photos.keys()].filter(position => photos[position] === null),
    position => plainFileName(groundTruth.images.fileNames[position]) ?? '',
  )
  positions.delete('')
  const stored = await store.storedDetections.findNamed([...positions.keys()], modelId)
  const found: Found[] = []
  const unclear: string[] = []
  const misfits: NamedPhoto[] = []
  for (const [name, named] of Map.groupBy(
    stored.filter(({ hasRun }) => hasRun),
    ({ fileName }) => fileName,
  )) {
    const [position, another] = positions.get(name)!
    const fitting = named.filter(photo => fits(photo, position!, dataset.orientation === 'RAW', groundTruth))
    const [photo, other] = fitting
    if (photo === undefined) misfits.push(named[0]!)
    else if (another !== undefined || other !== undefined) unclear.push(name)
    else found.push({ position: position!, photo })
  }
  return { found, findings: [...sayUnclear(unclear), ...saySizes(groundTruth, misfits)] }
}

function fits(
  { width, height, orientation }: NamedPhoto,
  position: number,
  isRaw: boolean,
  { images }: EvaluationSubject['truth']['groundTruth'],
): boolean {
  const [w, h] = [images.widths[position], images.heights[position]]
  if (w === 0 || h === 0) return true
  return isRaw && isQuarterTurned(orientation) ? w === height && h === width : w === width && h === height
}

const sayUnclear = (names: readonly string[]): Finding[] =>
  names.length === 0
    ? []
    : [
        {
          code: 'PHOTOS_MISSING',
          severity: 'ERROR',
          message:
            `${sayCount(names.length, 'file name')} (${sayFirst(names.map(name => `'${name}'`))}) may mean several images: ` +
            'several stored ones with a run of this model, or several of the ground truth, are called so.',
          hint: 'Say which photo is which image: add them by addDatasetImages, by imageId or with their folders.',
          count: names.length,
        },
      ]

/** Another photo of the same name is no mistake; the same photo unrotated most likely is. */
const saySizes = (groundTruth: EvaluationSubject['truth']['groundTruth'], photos: readonly NamedPhoto[]): Finding[] =>
  checkImageSizes(groundTruth, photos).map(finding =>
    finding.hint?.includes('RAW') ? finding : { ...finding, severity: 'WARNING' as const },
  )
