import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { atFile } from './atFile.ts'
import { detectFormat } from './detectFormat.ts'
import type { DetectionsInput, GroundTruthInput } from './inputs.ts'
import type { Reply } from './inputsWorker.ts'
import { openInput } from './openInput.ts'
import { readDetections } from './readDetections.ts'
import { readGroundTruth } from './readGroundTruth.ts'

type Inputs = { truth: GroundTruthInput; found: DetectionsInput }

/** From this size on reading detections takes longer than starting a thread. */
const largeBytes = 16e6

/**
 * Reads a ground truth and detections of any format, as readGroundTruth and readDetections do. While large COCO results
 * are being read, a second thread reads the ground truth and hashes the results: a fifth of the time of `fovea eval`.
 * @throws InvalidInput; where both files are bad, of the ground truth
 */
export async function readInputs(groundTruthPath: string, detectionsPath: string): Promise<Inputs> {
  if (await isLargeCoco(detectionsPath)) return readInTwoThreads(groundTruthPath, detectionsPath)
  const truth = await readGroundTruth(groundTruthPath)
  return { truth, found: await readDetections(detectionsPath, truth.groundTruth) }
}

async function isLargeCoco(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile() || found.size < largeBytes) return false
  return (await detectFormat(path, ['COCO', 'YOLO', 'CSV'], 'DETECTIONS_INVALID')) === 'COCO'
}

async function readInTwoThreads(groundTruthPath: string, detectionsPath: string): Promise<Inputs> {
  const worker = new Worker(new URL('./inputsWorker.ts', import.meta.url), {
    workerData: { groundTruthPath, detectionsPath },
  })
  try {
    const replies = new Promise<Reply>((resolve, reject) => worker.once('message', resolve).once('error', reject))
    const [reply, detections] = await Promise.allSettled([replies, readResults(detectionsPath)])
    if (reply.status === 'rejected') throw reply.reason
    if ('problem' in reply.value) {
      const { code, message, hint } = reply.value.problem
      throw new InvalidInput(code, message, hint)
    }
    if (detections.status === 'rejected') throw detections.reason
    const { truth, detectionsHash } = reply.value
    return { truth, found: { detections: detections.value, sha256: detectionsHash, notes: [] } }
  } finally {
    await worker.terminate()
  }
}

async function readResults(path: string) {
  const { readCocoResults } = await import('./readCocoResults.ts')
  const { chunks, bytes } = await openInput(path, 'DETECTIONS_INVALID', { reuse: true, hashed: false })
  return readCocoResults(chunks, { bytes }).catch(error => {
    throw atFile(path, error)
  })
}
