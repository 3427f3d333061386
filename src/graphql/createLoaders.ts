import DataLoader from 'dataloader'
import type { Category } from '../../eval/groundTruth.ts'
import type { Store } from '../store/createStore.ts'
import type { DatasetRow, FileKey, ImageFilter, PlacedAnnotation } from '../store/datasets.ts'
import type { OfRun } from '../store/detections.ts'
import type { EvaluationRow, FailedImage } from '../store/evaluations.ts'
import type { ResultHead, StoredResult } from '../store/newEvaluation.ts'
import type { Page, PageRequest } from '../store/page.ts'
import type { DatasetImage, Detection, DetectionRun, Image, Model } from '../store/prisma/client.ts'
import { loadGrouped } from './loadGrouped.ts'

export type Loaders = ReturnType<typeof createLoaders>

type Keyed = { id: string }

const inOrder = <Row extends Keyed>(ids: readonly string[], rows: Row[]) => {
  const byId = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => byId.get(id) ?? null)
}

/** Which detections of a run: all fields but `runId` together name one query for many runs. */
type DetectionsKey = { runId: string } & OfRun

/** Which runs, or datasets, of an image: all fields but `imageId` together name one query for many images. */
export type OfImageKey = { imageId: string } & PageRequest

/** Which images of a dataset. */
export type DatasetImagesKey = { datasetId: string; filter: ImageFilter } & PageRequest

/** Which evaluations of a dataset. */
type OfDatasetKey = { datasetId: string } & PageRequest

/** Which failed images of an evaluation. */
type FailedImagesKey = { evaluationId: string } & PageRequest

/** Which annotations of an image of a dataset. */
export type AnnotationsKey = { datasetId: string; position: number } & PageRequest

/** Of a dataset: in the order of its file, and by their ids in it. */
type Categories = { list: readonly Category[]; byId: ReadonlyMap<number, Category> }

const filterOf = ({ filter: { hasPhoto, fileName } }: Pick<DatasetImagesKey, 'filter'>) => [hasPhoto, fileName]

const pageOf = ({ first, after }: PageRequest) => [first, after]

/** Reads of one request, gathered so that a list of objects costs one query a kind, not one an object. */
export function createLoaders(store: Store) {
  const loadDetections = (keys: readonly DetectionsKey[]) =>
    loadGrouped<DetectionsKey, Detection[]>(
      keys,
      ({ minScore, categoryIds, first }) => [minScore, categoryIds, first],
      same =>
        store.detections.ofRuns(
          same.map(({ runId }) => runId),
          same[0]!,
        ),
    )

  const loadRuns = (keys: readonly OfImageKey[]) =>
    loadGrouped<OfImageKey, Page<DetectionRun>>(keys, pageOf, same =>
      store.runs.listByImage(
        same.map(({ imageId }) => imageId),
        same[0]!,
      ),
    )

  const loadImages = (keys: readonly DatasetImagesKey[]) =>
    loadGrouped<DatasetImagesKey, Page<DatasetImage>>(
      keys,
      key => [...pageOf(key), ...filterOf(key)],
      same =>
        store.datasets.images(
          same.map(({ datasetId }) => datasetId),
          same[0]!.filter,
          same[0]!,
        ),
    )

  const countImages = (keys: readonly Pick<DatasetImagesKey, 'datasetId' | 'filter'>[]) =>
    loadGrouped<Pick<DatasetImagesKey, 'datasetId' | 'filter'>, number>(keys, filterOf, same =>
      store.datasets.imageCounts(
        same.map(({ datasetId }) => datasetId),
        same[0]!.filter,
      ),
    )

  const loadDatasets = (keys: readonly OfImageKey[]) =>
    loadGrouped<OfImageKey, Page<DatasetRow>>(keys, pageOf, same =>
      store.datasets.listByImage(
        same.map(({ imageId }) => imageId),
        same[0]!,
      ),
    )

  const loadAnnotations = (keys: readonly AnnotationsKey[]) =>
    loadGrouped<AnnotationsKey, Page<PlacedAnnotation>>(keys, pageOf, same =>
      store.datasets.annotations(same, same[0]!),
    )

  const loadEvaluations = (keys: readonly OfDatasetKey[]) =>
    loadGrouped<OfDatasetKey, Page<EvaluationRow>>(keys, pageOf, same =>
      store.evaluations.listByDataset(
        same.map(({ datasetId }) => datasetId),
        same[0]!,
      ),
    )

  const loadFailedImages = (keys: readonly FailedImagesKey[]) =>
    loadGrouped<FailedImagesKey, Page<FailedImage>>(keys, pageOf, same =>
      store.evaluations.failedImages(
        same.map(({ evaluationId }) => evaluationId),
        same[0]!,
      ),
    )

  return {
    images: new DataLoader<string, Image | null>(async ids => inOrder(ids, await store.images.findMany(ids))),
    models: new DataLoader<string, Model | null>(async ids => inOrder(ids, await store.models.findMany(ids))),
    runs: new DataLoader<string, DetectionRun | null>(async ids => inOrder(ids, await store.runs.findMany(ids))),
    detectionsOfRun: new DataLoader(loadDetections, { cache: false }),
    runsOfImage: new DataLoader(loadRuns, { cache: false }),
    runCountOfImage: new DataLoader<string, number>(ids => store.runs.countByImage(ids)),
    datasets: new DataLoader<string, DatasetRow | null>(async ids => inOrder(ids, await store.datasets.findMany(ids))),
    categoriesOfDataset: new DataLoader<string, Categories>(async ids =>
      (await store.datasets.categories(ids)).map(list => ({ list, byId: new Map(list.map(each => [each.id, each])) })),
    ),
    photoCountOfDataset: new DataLoader<string, number>(ids => store.datasets.photoCounts(ids)),
    /** Images of datasets by their ids in the file. */
    imagesByFileId: new DataLoader<FileKey, DatasetImage | null, string>(keys => store.datasets.findImages(keys), {
      cacheKeyFn: ({ datasetId, fileId }) => `${datasetId} ${fileId}`,
    }),
    imagesOfDataset: new DataLoader(loadImages, { cache: false }),
    imageCountOfDataset: new DataLoader(countImages, { cache: false }),
    datasetsOfImage: new DataLoader(loadDatasets, { cache: false }),
    datasetCountOfImage: new DataLoader<string, number>(ids => store.datasets.countByImage(ids)),
    annotationsOfImage: new DataLoader(loadAnnotations, { cache: false }),
    evaluations: new DataLoader<string, EvaluationRow | null>(async ids =>
      inOrder(ids, await store.evaluations.findMany(ids)),
    ),
    resultOfEvaluation: new DataLoader<string, ResultHead | null>(ids => store.evaluations.resultHeads(ids)),
    perCategoryOfEvaluation: new DataLoader<string, StoredResult['perCategory']>(ids =>
      store.evaluations.perCategory(ids),
    ),
    evaluationsOfDataset: new DataLoader(loadEvaluations, { cache: false }),
    evaluationCountOfDataset: new DataLoader<string, number>(ids => store.evaluations.countByDataset(ids)),
    failedImagesOfEvaluation: new DataLoader(loadFailedImages, { cache: false }),
  }
}
