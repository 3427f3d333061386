import { AppError } from '../errors.ts'
import { createTensorMemory } from '../image/createTensorMemory.ts'
import { decodeImage } from '../image/decodeImage.ts'
import { createSessions } from './createSessions.ts'
import type { DetectedImage } from './detectedImage.ts'
import { detectionsOf } from './detectionsOf.ts'
import { findModel } from './findModel.ts'
import type { LoadedModel } from './loadModels.ts'
import { prepareImage } from './prepareImage.ts'

/**
 * What one detector process does: encoded bytes to detections. Images are decoded at once, beside the event loop,
 * and go through the model one after the other, in the order in which they were decoded.
 * @param threads of ONNX Runtime
 */
export function createWorker(models: readonly LoadedModel[], threads: number) {
  const sessions = createSessions(threads)
  // One image at a time is in it, from here until the model has run.
  const memory = createTensorMemory()
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  return {
    /** Opens the session of a model. @throws AppError MODEL_NOT_FOUND, MODEL_INVALID */
    open: (name: string) => inTurn(() => sessions.of(findModel(models, name))),

    /**
     * @param deadline epoch milliseconds after which the model is not run any more
     * @throws AppError as `decodeImage` does; MODEL_NOT_FOUND, MODEL_INVALID, INFERENCE_FAILED, DEADLINE_EXCEEDED
     */
    async detect(bytes: Uint8Array, name: string, deadline: number): Promise<DetectedImage> {
      const model = findModel(models, name)
      const begun = performance.now()
      const { header, pixels } = await decodeImage(bytes)
      const decoded = performance.now()
      return inTurn(async () => {
        const session = await sessions.of(model).catch(cause => {
          throw new AppError('INFERENCE_FAILED', `Model ${name} cannot be opened any more.`, {
            hint: 'The log has the reason; a model that was replaced needs a restart of the server.',
            cause,
          })
        })
        const started = performance.now()
        if (Date.now() > deadline)
          throw new AppError('DEADLINE_EXCEEDED', 'The deadline passed before the model could run.', {
            hint: 'Send fewer images at a time, or again later.',
          })
        const { tensor, placement } = prepareImage(pixels, model.manifest.input, memory)
        const prepared = performance.now()
        const outputs = await session.run(tensor, pixels)
        const inferred = performance.now()
        const detections = detectionsOf(outputs, model.manifest, placement)
        const timings = {
          queue: started - decoded,
          decode: decoded - begun,
          preprocess: prepared - started,
          inference: inferred - prepared,
          postprocess: performance.now() - inferred,
        }
        return { header, detections, timings }
      })
    },
  }
}
