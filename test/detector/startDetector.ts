import { resolve } from 'node:path'
import { createDetector, type DetectorOptions } from '../../src/detector/createDetector.ts'

/** A detector of one process with the demo model, unless told; `await using` closes it. */
export async function startDetector(options: Partial<DetectorOptions> = {}) {
  const detector = await createDetector({
    modelsDir: resolve('models'),
    model: 'demo',
    workers: 1,
    threads: 1,
    queueImages: 100,
    queueBytes: 1e8,
    ...options,
  })
  return { ...detector, [Symbol.asyncDispose]: detector.close }
}
