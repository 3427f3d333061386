/** Opens the ONNX file that is its argument and answers what it takes and gives: `readSignature` forks this file. */
import { InferenceSession } from 'onnxruntime-node'
import type { Signature } from './readSignature.ts'

export type SignatureAnswer = { signature: Signature } | { problem: string }

/** What ONNX Runtime says, without the file, which its reader knows, and the place in its own source. */
const reason = (error: unknown) =>
  (error instanceof Error ? error.message : String(error))
    .replaceAll(/\s+/g, ' ')
    .replace(/^Load model from .* failed: ?/, '')
    .replace(/^\S+\.cc:\d+ .*\) /, '')
    .replace(/[. ]+$/, '')

const answer = await InferenceSession.create(process.argv[2]!, {
  graphOptimizationLevel: 'disabled',
  intraOpNumThreads: 1,
  logSeverityLevel: 4,
}).then(
  ({ inputMetadata, outputMetadata }): SignatureAnswer => ({ signature: { inputMetadata, outputMetadata } }),
  (error): SignatureAnswer => ({ problem: reason(error) }),
)
process.on('disconnect', () => process.exit(0))
process.send?.(answer)
