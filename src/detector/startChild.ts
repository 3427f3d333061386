import { fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { AppError } from '../errors.ts'
import { childEnvironment } from './childEnvironment.ts'
import type { DetectedImage } from './detectedImage.ts'
import type { LoadedModel } from './loadModels.ts'
import type { FromChild, SentError, ToChild } from './messages.ts'

/** Nice value of detector processes: they take what the API and the database leave. */
const niceness = 5

export type Child = {
  /** 0 when the process could not be started */
  pid: number
  /** The default model's session is open. @throws AppError MODEL_INVALID, or INFERENCE_FAILED when the process ended first */
  ready: Promise<void>
  send(job: { id: number; model: string; bytes: Uint8Array; deadline: number }): void
  kill(): void
  /** How the process ended: why it could not open the model, its signal, or its exit code. */
  ended: Promise<string>
}

type Options = {
  models: readonly LoadedModel[]
  /** the model to open at once */
  model: string
  threads: number
  onDetected(id: number, detected: DetectedImage): void
  onError(id: number, error: AppError): void
}

const received = ({ code, message, hint, cause }: SentError) => new AppError(code, message, { hint, cause })

/** Starts one detector process in a group of its own, so that Ctrl-C in the terminal does not reach it. */
export function startChild({ models, model, threads, onDetected, onError }: Options): Child {
  const child = fork(new URL('./childProcess.ts', import.meta.url), {
    serialization: 'advanced',
    detached: true,
    execArgv: [],
    env: childEnvironment(),
  })
  let problem: string | undefined
  const ended = new Promise<string>(resolve => {
    child.once('exit', (code, signal) => resolve(problem ?? signal ?? `exit code ${code}`))
    child.on('error', error => child.pid === undefined && resolve(error.message))
  })
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  ended.then(how => reject(new AppError('INFERENCE_FAILED', `A detector process ended before it was ready (${how}).`)))
  ready.catch(() => undefined)

  child.on('message', message => {
    const answer = message as FromChild
    if (answer.type === 'detected') onDetected(answer.id, answer.detected)
    else if (answer.type === 'error') onError(answer.id, received(answer.error))
    else if (answer.type === 'ready') resolve()
    else {
      problem = answer.error.message
      reject(received(answer.error))
      child.kill('SIGKILL')
    }
  })

  // A failed send means that the process has ended or is about to: `ended` tells.
  const send = (message: ToChild) => child.connected && child.send(message, () => undefined)
  try {
    if (child.pid !== undefined) setPriority(child.pid, niceness)
  } catch {
    // Without the right to change it, or with the process gone already, the priority stays as it is.
  }
  send({ type: 'open', models, model, threads })

  return {
    pid: child.pid ?? 0,
    ready,
    send: job => send({ type: 'detect', ...job }),
    kill: () => child.kill('SIGKILL'),
    ended,
  }
}
