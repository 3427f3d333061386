import { createAdmission, type Ticket } from './admission.ts'
import { checkModels } from './checkModels.ts'
import type { DetectedImage } from './detectedImage.ts'
import { findModel } from './findModel.ts'
import { type LoadedModel, loadModels } from './loadModels.ts'
import { createPool, type PoolOptions } from './pool.ts'

export type DetectorOptions = {
  /** folder of the manifests */
  modelsDir: string
  /** name of the default model */
  model: string
  /** detector processes */
  workers: number
  /** of ONNX Runtime in each process */
  threads: number
  /** images and bytes that may be in work or waiting at once */
  queueImages: number
  queueBytes: number
  /** Whether every model is opened once, not only the default one. */
  checkAll?: boolean
} & Pick<PoolOptions, 'depth' | 'grace' | 'onLost'>

export type Detector = {
  /** by name, A to Z */
  models: readonly LoadedModel[]
  /** the default */
  model: LoadedModel
  /** @throws AppError MODEL_NOT_FOUND */
  find(name: string): LoadedModel
  /**
   * Runs a model (the default unless named) on one encoded JPEG, PNG or WebP; call `admit` first.
   * @param deadline epoch milliseconds
   * @throws AppError as `decodeImage` does; MODEL_NOT_FOUND, MODEL_INVALID, DEADLINE_EXCEEDED, INFERENCE_FAILED
   */
  detect(bytes: Uint8Array, options: { model?: string; deadline: number }): Promise<DetectedImage>
  /**
   * Room for a request of so many images and bytes, until its ticket is released.
   * @param coming what will be added to the ticket as it arrives
   * @throws AppError OVERLOADED
   */
  admit(images: number, bytes: number, coming?: { images: number; bytes: number }): Ticket
  /** Counters of the pool, and what is admitted. */
  stats(): DetectorStats
  /** process ids of the detector processes */
  pids(): number[]
  /** Ends the detector processes; work that is left is refused as OVERLOADED. */
  close(): Promise<void>
}

export type DetectorStats = {
  /** processes with the default model open, and those with work */
  ready: number
  busy: number
  /** images without a process yet, and images answered (also with an error) since the start */
  waiting: number
  done: number
  /** processes replaced since the start */
  restarts: number
  admitted: { images: number; bytes: number }
}

/**
 * The detector: checked models, a door, and processes that do the work.
 * @returns once every process has opened the default model
 * @throws AppError MODEL_INVALID, MODEL_NOT_FOUND, INFERENCE_FAILED: one line, for the operator
 */
export async function createDetector(options: DetectorOptions): Promise<Detector> {
  const { modelsDir, model: name, workers, queueImages, queueBytes, checkAll = false, ...forPool } = options
  const models = await loadModels(modelsDir)
  const model = findModel(models, name)
  const admission = createAdmission({ images: queueImages, bytes: queueBytes })
  const others = checkAll ? models.filter(each => each !== model) : []
  await checkModels(others, forPool.threads)
  const pool = await createPool({ ...forPool, size: workers, models, model: name })
  const find = (wanted: string) => findModel(models, wanted)
  return {
    models,
    model,
    find,
    detect: async (bytes, { model: wanted = name, deadline }) => pool.run(bytes, find(wanted).manifest.name, deadline),
    admit: admission.admit,
    stats: () => ({ ...pool.stats(), admitted: admission.load() }),
    pids: pool.pids,
    close: pool.close,
  }
}
