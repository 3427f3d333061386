import { access } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { findModel } from '../detector/findModel.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { type LoadedModel, loadModels } from '../detector/loadModels.ts'
import { createPool } from '../detector/pool.ts'
import { AppError } from '../errors.ts'
import { labelBaseOf, withRawLabels } from '../models/withRawLabels.ts'
import { checkReport, type Picture } from './checkReport.ts'
import { checkText } from './checkText.ts'
import { createProgress } from './createProgress.ts'
import { readImage } from './readImage.ts'
import { readScenes, type Scene } from './readScenes.ts'

export type CheckOptions = { image?: string[]; json?: boolean }

/** Enough to tell a wrong base; a large model takes a second for each. */
const sceneCount = 12

/** Runs the model on one picture after the other; a message about one begins with its path. */
async function look(
  config: Config,
  model: LoadedModel,
  places: readonly (Scene | { path: string })[],
  onProgress: (done: number, of: number) => void,
): Promise<Picture[]> {
  const { name } = model.manifest
  const models = [{ ...model, manifest: withRawLabels(model.manifest) }]
  onProgress(0, places.length)
  const pool = await createPool({ size: 1, threads: config.workers * config.threads, models, model: name })
  try {
    const pictures: Picture[] = []
    for (const place of places) {
      const bytes = await readImage(place.path, config.maxImageBytes)
      const { header, detections, timings } = await pool
        .run(bytes, name, Date.now() + config.deadlineMs)
        .catch(cause => {
          if (!(cause instanceof AppError)) throw cause
          const { code, message, hint } = cause
          throw new AppError(code, `${place.path}: ${message}`, { ...(hint !== undefined && { hint }), cause })
        })
      const { label, score, x, y, width, height } = detections
      const seen = label.map((each, i) => ({
        label: each,
        score: score[i]!,
        box: { x: x[i]!, y: y[i]!, width: width[i]!, height: height[i]! },
      }))
      const { decode, preprocess, inference, postprocess } = timings
      const seconds = (decode + preprocess + inference + postprocess) / 1000
      pictures.push({ ...place, width: header.width, height: header.height, seconds, detections: seen })
      onProgress(pictures.length, places.length)
    }
    return pictures
  } finally {
    await pool.close()
  }
}

/**
 * `fovea models check`: what a model sees in pictures or demo scenes. The exit code is 1 when its labels look wrong.
 * @throws AppError MODEL_NOT_FOUND, MODEL_INVALID, FILE_MISSING, as `decodeImage` does, INFERENCE_FAILED
 */
export async function check(config: Config, name: string, { image, json }: CheckOptions): Promise<void> {
  // Before the model is read, which takes a while.
  for (const path of image ?? []) await access(path).catch(() => readImage(path, config.maxImageBytes))
  const model = findModel(await loadModels(config.modelsDir), name)
  const places = image?.map(path => ({ path })) ?? (await readScenes(sceneCount))
  const progress = createProgress('pictures')
  const pictures = await look(config, model, places, progress.show).finally(progress.clear)
  const report = checkReport(name, pictures, labelsOf(model.manifest), labelBaseOf(model.manifest))
  if (report.verdict === 'WRONG') process.exitCode = 1
  console.log(json ? JSON.stringify(report, null, 2) : checkText(report))
}
