import { createHash } from 'node:crypto'
import type { CocoDetection } from '../../eval/detections.ts'
import type { CocoGroundTruth } from '../../eval/groundTruth.ts'
import type { DetectionSource, EvaluationRequest } from '../../src/runs/evaluationRequest.ts'
import type { NewRun } from '../../src/store/saveRuns.ts'
import { openLab, plainRequest } from './evaluationLab.ts'

const manifest = {
  name: 'cats',
  file: 'cats.onnx',
  sha256: 'a'.repeat(64),
  licence: 'MIT',
  description: 'Cats and dogs.',
  input: {
    name: 'images',
    layout: 'NCHW',
    colour: 'RGB',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
    resize: { rule: 'STRETCH', width: 32, height: 32, kernel: 'PILLOW_BILINEAR' },
  },
  scoreFloor: 0.05,
  maxDetections: 100,
  outputs: {
    boxes: { name: 'boxes', format: 'XYXY', space: 'IMAGE_PIXELS' },
    scores: { name: 'scores' },
    labels: { name: 'labels', base: 0 },
    suppressed: true,
  },
  labels: ['cat', 'dog'],
}

type Box = readonly [x: number, y: number, width: number, height: number]
type Found = { label: 0 | 1; score: number; box: Box }

type Shot = {
  name: string
  width?: number
  height?: number
  orientation?: number
  content?: string
  floor?: number
}

/** A run on a photo, which is another one for another `content`. */
export function run(modelId: string, shot: Shot, found: readonly Found[]): NewRun {
  const { name, width = 200, height = 100, orientation = 1, content = name, floor = 0.05 } = shot
  const bytes = Buffer.from(`${modelId} ${content}`)
  return {
    sha256: createHash('sha256').update(bytes).digest(),
    bytes,
    header: { format: 'PNG', width, height, orientation },
    fileName: name,
    modelId,
    scoreFloor: floor,
    maxDetections: 100,
    timings: { queue: 1, decode: 1, preprocess: 1, inference: 1, postprocess: 1 },
    detections: {
      label: found.map(({ label }) => label),
      score: found.map(({ score }) => score),
      x: found.map(({ box }) => box[0]),
      y: found.map(({ box }) => box[1]),
      width: found.map(({ box }) => box[2]),
      height: found.map(({ box }) => box[3]),
    },
    categoryIds: [17, 18],
  }
}

/** Images of 200 × 100 with one cat each, at the place that the boxes below have. */
export const truthOf = (names: readonly string[], changes: Partial<CocoGroundTruth> = {}): CocoGroundTruth => ({
  images: names.map((file_name, index) => ({ id: 10 + index, file_name, width: 200, height: 100 })),
  annotations: names.map((_, index) => ({
    id: 1 + index,
    image_id: 10 + index,
    category_id: 5,
    bbox: [10, 20, 40, 30],
    area: 1200,
    iscrowd: 0,
  })),
  categories: [
    { id: 5, name: 'cat' },
    { id: 9, name: 'dog' },
  ],
  ...changes,
})

export const cat: Found = { label: 0, score: 0.9, box: [10, 20, 40, 30] }
export const near: Found = { label: 0, score: 0.8, box: [14, 22, 40, 30] }
export const dog: Found = { label: 1, score: 0.7, box: [100, 10, 20, 20] }

export const asCoco = (image_id: number, found: readonly Found[]): CocoDetection[] =>
  found.map(({ label, score, box }) => ({ image_id, category_id: [5, 9][label]!, bbox: [...box], score }))

export const requestOf = (datasetId: string, source: DetectionSource, options: Partial<EvaluationRequest> = {}) => ({
  ...plainRequest,
  datasetId,
  source,
  ...options,
})
export const storedRuns = (modelId: string): DetectionSource => ({ kind: 'STORED_RUNS', modelId })
export const modelSource = (
  modelId: string,
  changes: { scoreFloor?: number; maxDetections?: number } = {},
): DetectionSource => ({
  kind: 'MODEL',
  modelId,
  scoreFloor: 0.05,
  maxDetections: 100,
  ...changes,
})

/** The lab of evaluations, with models that know cats and dogs, and runs of theirs. */
export async function openRunsLab() {
  const lab = await openLab()
  const { store, admin } = lab
  return {
    ...lab,

    /** A model of its own for each test, as its stored runs are; `cat` and `dog` are COCO's 17 and 18. */
    async model(changes: Partial<typeof manifest> = {}) {
      const sha256 = createHash('sha256').update(String(Math.random())).digest('hex')
      const own = { ...manifest, ...changes, sha256 }
      return (await store.models.register({ name: 'cats', sha256, preprocessing: 'p', manifest: own })).id
    },

    saveRun: async (...args: Parameters<typeof run>) => (await store.runs.save([run(...args)]))[0]!,

    rowOf: async (id: string) => (await store.evaluations.findMany([id]))[0]!,

    async problemsOf(request: EvaluationRequest) {
      const made = await lab.create(request)
      if (!('problems' in made)) throw new Error('not refused')
      return made.problems
    },

    async link(datasetId: string, photos: readonly (readonly [position: number, imageId: string])[]) {
      for (const [position, imageId] of photos)
        await admin.query('UPDATE dataset_image SET image_id = $3 WHERE dataset_id = $1 AND position = $2', [
          datasetId,
          position,
          imageId,
        ])
    },
  }
}
