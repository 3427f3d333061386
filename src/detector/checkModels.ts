import type { LoadedModel } from './loadModels.ts'
import { startChild } from './startChild.ts'

const ignore = () => undefined

/**
 * Opens each model once, one after the other, in a process that ends with it.
 * @throws AppError MODEL_INVALID: the first file that ONNX Runtime cannot open or that lacks what its manifest names
 */
export async function checkModels(models: readonly LoadedModel[], threads: number): Promise<void> {
  for (const { manifest } of models) {
    const child = startChild({ models, model: manifest.name, threads, onDetected: ignore, onError: ignore })
    try {
      await child.ready
    } finally {
      child.kill()
      await child.ended
    }
  }
}
