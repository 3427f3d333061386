import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Finding } from '../../eval/finding.ts'
import type { GroundTruthInput } from './inputs.ts'

// The second thread of readInputs: reads the ground truth, then hashes the detections.

export type Reply =
  | { truth: GroundTruthInput; detectionsHash: string }
  | { problem: Pick<Finding, 'code' | 'message' | 'hint'> }

enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/fovea'))
const { InvalidInput } = await import('../../eval/invalidInput.ts')
const { readGroundTruth } = await import('./readGroundTruth.ts')
const { readWhole } = await import('./readWhole.ts')

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}

async function work({ groundTruthPath, detectionsPath }: Record<string, string>): Promise<Reply> {
  try {
    const truth = await readGroundTruth(groundTruthPath!)
    const { sha256 } = await readWhole(detectionsPath!, 'DETECTIONS_INVALID', drain)
    return { truth, detectionsHash: sha256 }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return { problem: error.finding }
  }
}

parentPort!.postMessage(await work(workerData))
