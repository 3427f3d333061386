import { describe, expect, test } from 'vitest'
import { type Problem, ProblemError } from '../../web/src/api/problem.ts'
import { createDetectQueue, type ImagePlace } from '../../web/src/detect/createDetectQueue.ts'
import type { Run } from '../../web/src/detect/photo.ts'
import { eventually } from '../helper/eventually.ts'

const limits = { uploads: 3, detects: 2, ahead: 8, pauses: [1000, 2000] }

const runOf = (imageId: string, model = 'demo'): Run => ({
  id: `run of ${imageId}`,
  image: { id: imageId, width: 640, height: 480 },
  model: { name: model },
  timings: { decodeMs: 1, preprocessMs: 1, inferenceMs: 1, postprocessMs: 1 },
  detections: [],
})

type Call = { what: string; signal: AbortSignal; settle: (problem?: Problem) => void }

/** A queue whose server answers when it is told to; `calls` are those that wait for an answer. */
function heldQueue() {
  const calls: Call[] = []
  const pauses: number[] = []
  const hold = <Result>(what: string, result: Result, signal: AbortSignal) =>
    new Promise<Result>((resolve, reject) => {
      const settle = (problem?: Problem) => {
        calls.splice(calls.indexOf(call), 1)
        if (problem) reject(new ProblemError(problem))
        else resolve(result)
      }
      const call: Call = { what, signal, settle }
      calls.push(call)
      signal.addEventListener('abort', () => {
        calls.splice(calls.indexOf(call), 1)
        reject(signal.reason)
      })
    })
  const nameOf = (place: ImagePlace) => ('uploadId' in place ? place.uploadId : place.imageId)
  const queue = createDetectQueue(
    {
      upload: (_file, name, { signal }) => hold(`upload ${name}`, `u-${name}`, signal),
      detect: (place, model, signal) =>
        hold(`detect ${nameOf(place)}`, runOf(`i-${nameOf(place).slice(2)}`, model ?? 'demo'), signal),
      wait: async milliseconds => void pauses.push(milliseconds),
    },
    limits,
  )
  const waiting = () => calls.map(({ what }) => what).sort()
  return {
    queue,
    pauses,
    waiting,
    add: (...names: string[]) =>
      queue.add(
        names.map(name => ({ name, file: new Blob([name]) })),
        null,
      ),
    states: () => queue.read().map(({ name, state }) => `${name} ${state.kind}`),
    signalOf: (what: string) => calls.find(call => call.what === what)!.signal,
    async answer(what: string, problem?: Problem) {
      await eventually(() => expect(waiting()).toContain(what))
      calls.find(call => call.what === what)!.settle(problem)
    },
  }
}

const overloaded = { code: 'OVERLOADED', message: 'The queue is full.', retryAfter: 7 }

describe('createDetectQueue', () => {
  test('has three uploads and two calls of detect under way, the first photos first', async () => {
    const { add, waiting, answer } = heldQueue()
    add('a', 'b', 'c', 'd', 'e')
    expect(waiting()).toEqual(['upload a', 'upload b', 'upload c'])
    for (const name of ['a', 'b', 'c']) await answer(`upload ${name}`)
    await eventually(() => expect(waiting()).toEqual(['detect u-a', 'detect u-b', 'upload d', 'upload e']))
  })

  test('does not upload photos by the hundred before the first ones are detected', async () => {
    const { add, waiting, answer } = heldQueue()
    const names = Array.from({ length: 100 }, (_, index) => `p${index}`)
    add(...names)
    for (const name of names.slice(0, 10)) await answer(`upload ${name}`)
    await eventually(() => expect(waiting()).toEqual(['detect u-p0', 'detect u-p1']))
    await answer('detect u-p0')
    await eventually(() => expect(waiting()).toEqual(['detect u-p1', 'detect u-p2', 'upload p10']))
  })

  test('tells the message of a broken photo and goes on with the good one beside it', async () => {
    const { add, answer, states, queue } = heldQueue()
    add('broken', 'good')
    await answer('upload broken')
    await answer('upload good')
    const problem = { code: 'IMAGE_CORRUPT', message: 'It cannot be decoded.' }
    await answer('detect u-broken', problem)
    await answer('detect u-good')
    await eventually(() => expect(states()).toEqual(['broken failed', 'good done']))
    expect(queue.read()[0]!.state).toEqual({ kind: 'failed', problem })
  })

  test('waits as long as a full server says, or longer each time, and then gives up', async () => {
    const { add, answer, states, pauses } = heldQueue()
    add('a')
    await answer('upload a', { ...overloaded, retryAfter: 0 })
    await answer('upload a')
    for (let attempt = 0; attempt < 3; attempt += 1) await answer('detect u-a', overloaded)
    await eventually(() => expect(states()).toEqual(['a failed']))
    expect(pauses).toEqual([1000, 7000, 7000])
  })

  test('fails at once where the server does not answer, and tries again when it is told to', async () => {
    const { add, answer, states, queue, pauses } = heldQueue()
    add('a')
    await answer('upload a', { code: 'NETWORK', message: 'The server does not answer.' })
    await eventually(() => expect(states()).toEqual(['a failed']))
    queue.retry(null)
    await answer('upload a')
    await answer('detect u-a')
    await eventually(() => expect(states()).toEqual(['a done']))
    expect(pauses).toEqual([])
  })

  test('does not send a file again that the server has, and does where it has it no longer', async () => {
    const { add, answer, waiting, states, queue } = heldQueue()
    add('a')
    await answer('upload a')
    await answer('detect u-a', { code: 'INFERENCE_FAILED', message: 'The worker died.' })
    await eventually(() => expect(states()).toEqual(['a failed']))
    queue.retry(null)
    expect(waiting()).toEqual(['detect u-a'])
    await answer('detect u-a', { code: 'UPLOAD_NOT_FOUND', message: 'It has expired.' })
    await answer('upload a')
    await answer('detect u-a')
    await eventually(() => expect(states()).toEqual(['a done']))
  })

  test('ends the work on a photo that is removed and goes on with the next one', async () => {
    const { add, waiting, states, queue, signalOf } = heldQueue()
    add('a', 'b', 'c', 'd')
    const signal = signalOf('upload a')
    queue.remove(new Set([queue.read()[0]!.id]))
    expect(signal.aborted).toBe(true)
    await eventually(() => expect(waiting()).toEqual(['upload b', 'upload c', 'upload d']))
    expect(states()).toEqual(['b uploading', 'c uploading', 'd uploading'])
  })

  test('has the newest files first in the list and works on them last', async () => {
    const { add, waiting, states } = heldQueue()
    add('a', 'b')
    add('c', 'd')
    expect(states().map(state => state[0])).toEqual(['c', 'd', 'a', 'b'])
    expect(waiting()).toEqual(['upload a', 'upload b', 'upload c'])
  })

  test('has another model look at what is stored, without sending it again', async () => {
    const { add, answer, states, waiting, queue } = heldQueue()
    add('a')
    await answer('upload a')
    await answer('detect u-a')
    await eventually(() => expect(states()).toEqual(['a done']))
    queue.detectAgain('demo')
    expect(waiting()).toEqual([])
    queue.detectAgain('other')
    await answer('detect i-a')
    await eventually(() => expect(states()).toEqual(['a done']))
    expect(queue.read()[0]!.run!.model.name).toBe('other')
  })

  test('keeps what was found where another model fails, and has it look again when it is told to', async () => {
    const { add, answer, states, queue } = heldQueue()
    add('a')
    await answer('upload a')
    await answer('detect u-a')
    await eventually(() => expect(states()).toEqual(['a done']))
    queue.detectAgain('other')
    await answer('detect i-a', { code: 'INFERENCE_FAILED', message: 'The worker died.' })
    await eventually(() => expect(states()).toEqual(['a failed']))
    expect(queue.read()[0]!.run!.model.name).toBe('demo')
    queue.detectAgain('other')
    await answer('detect i-a')
    await eventually(() => expect(queue.read()[0]!.run!.model.name).toBe('other'))
  })

  test('tries again by itself where an answer took the server too long', async () => {
    const { add, answer, states, pauses } = heldQueue()
    add('a')
    await answer('upload a')
    await answer('detect u-a', { code: 'DEADLINE_EXCEEDED', message: 'It took too long.' })
    await answer('detect u-a')
    await eventually(() => expect(states()).toEqual(['a done']))
    expect(pauses).toEqual([1000])
  })
})
