import { InferenceSession, Tensor } from 'onnxruntime-node'
import { AppError } from '../errors.ts'
import type { LoadedModel } from './loadModels.ts'
import type { RawOutputs } from './rawOutputs.ts'
import { namesOfOutputs, readOutputs } from './readOutputs.ts'
import { signatureProblemOf } from './signatureProblemOf.ts'

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ')

export type Session = {
  /**
   * One image through the model; blocks the event loop while it computes.
   * @param image float32 values in the manifest's layout with their shape, batch 1
   * @param original size of the upright image in pixels
   * @throws AppError INFERENCE_FAILED
   */
  run(
    image: { data: Float32Array; dims: readonly number[] },
    original: { width: number; height: number },
  ): Promise<RawOutputs>
  /** Frees the model's memory; nothing may be running. */
  release(): Promise<void>
}

/**
 * Opens a model in ONNX Runtime on the CPU.
 * @param threads that share one operator's work
 * @throws AppError MODEL_INVALID: one line, when the file cannot be read or lacks an input or output of the manifest
 */
export async function openSession(
  { manifest, file }: Pick<LoadedModel, 'manifest' | 'file'>,
  threads: number,
): Promise<Session> {
  const invalid = (problem: string) => new AppError('MODEL_INVALID', `Model ${manifest.name} (${file}): ${problem}`)
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The arena without patterns is as fast as with them and 10 to 40 % faster than no arena, but holds less where the
    // sizes of images vary (docs/decisions/0013-session-options.md).
    enableCpuMemArena: true,
    enableMemPattern: false,
    logSeverityLevel: 3,
  }).catch(error => {
    throw invalid(`expected an ONNX model but ${reason(error)}`)
  })

  const problem = signatureProblemOf(manifest, session)
  if (problem) {
    await session.release()
    throw invalid(problem)
  }

  const { input, originalSize } = manifest
  const fetches = namesOfOutputs(manifest)
  return {
    async run(image, original) {
      const feeds: Record<string, Tensor> = { [input.name]: new Tensor('float32', image.data, image.dims) }
      if (originalSize) {
        const size = [BigInt(original.width), BigInt(original.height)]
        if (originalSize.order === 'HW') size.reverse()
        feeds[originalSize.name] = new Tensor('int64', BigInt64Array.from(size), [1, 2])
      }
      const answer = await session.run(feeds, fetches).catch(error => {
        throw new AppError('INFERENCE_FAILED', `Model ${manifest.name} could not run on this image.`, {
          cause: error,
          hint: 'The log has the reason.',
        })
      })
      return readOutputs(manifest, name => answer[name]?.data)
    },
    release: () => session.release(),
  }
}
