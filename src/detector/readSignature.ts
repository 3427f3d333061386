import { fork } from 'node:child_process'
import type { InferenceSession } from 'onnxruntime-node'
import { AppError } from '../errors.ts'
import { childEnvironment } from './childEnvironment.ts'
import type { SignatureAnswer } from './signatureProcess.ts'

/** Names, element types and shapes of a file's inputs and outputs; a dimension that varies has a name. */
export type Signature = Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>

/**
 * What an ONNX file takes and gives, read by a process of its own, which may die of the file.
 * @param path for ONNX Runtime
 * @param shown for messages
 * @throws AppError MODEL_INVALID: one line
 */
export async function readSignature(path: string, shown: string): Promise<Signature> {
  const invalid = (problem: string, hint?: string) => new AppError('MODEL_INVALID', `${shown}: ${problem}.`, { hint })
  const child = fork(new URL('./signatureProcess.ts', import.meta.url), [path], {
    serialization: 'advanced',
    execArgv: [],
    env: childEnvironment(),
    // ONNX Runtime may print what it dies of.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const answer = await new Promise<SignatureAnswer>(resolve => {
    child.once('message', message => resolve(message as SignatureAnswer))
    child.once('error', error => resolve({ problem: error.message }))
    child.once('exit', (code, signal) =>
      resolve({ problem: `the process that opened it ended (${signal ?? `exit code ${code}`})` }),
    )
  })
  child.kill('SIGKILL')
  if ('signature' in answer) return answer.signature
  if (/external.?data|model_path|\.onnx[._]data/i.test(answer.problem))
    throw invalid('expected all weights in the file but it keeps them in another one', 'Save the model as one file.')
  throw invalid(`expected an ONNX model but ${answer.problem}`)
}
