import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { demoManifest } from './demoManifest.ts'
import { modelFolder } from './modelFolder.ts'
import { startDetector } from './startDetector.ts'

const scene = readFileSync(resolve('demo/scenes/000001.jpg'))

/** Boxes of the scene with a score of at least 0.3, as the reference has them. */
const expected = 15

const soon = () => ({ deadline: Date.now() + 30_000 })

const strong = ({ detections }: { detections: { score: number[] } }) =>
  detections.score.filter(score => score >= 0.3).length

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 1, timeout: 20_000 })

test('answers an image with its header, its boxes and the time of every step', async () => {
  await using detector = await startDetector()
  const { header, detections, timings } = await detector.detect(scene, soon())
  expect(header).toEqual({ format: 'JPEG', width: 640, height: 480, orientation: 1 })
  expect(strong({ detections })).toBe(expected)
  expect(Object.keys(timings)).toEqual(['queue', 'decode', 'preprocess', 'inference', 'postprocess'])
  expect(Math.min(...Object.values(timings))).toBeGreaterThanOrEqual(0)
  expect(timings.inference).toBeGreaterThan(1)
})

test('runs the model that is asked for and refuses one that is not there', async () => {
  const manifest = demoManifest()
  const strict = { ...manifest, name: 'strict', scoreFloor: 0.5 }
  using folder = modelFolder(
    { 'demo.json': manifest, 'strict.json': strict },
    { [manifest.file]: resolve('models', manifest.file) },
  )
  await using detector = await startDetector({ modelsDir: folder.path })
  const { detections } = await detector.detect(scene, { model: 'strict', ...soon() })
  expect(detections.score.length).toBeGreaterThan(0)
  expect(Math.min(...detections.score)).toBeGreaterThanOrEqual(0.5)
  await expect(detector.detect(scene, { model: 'yolo', ...soon() })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})

test('an image that cannot be read is refused with the code of the image, and the process lives on', async () => {
  await using detector = await startDetector()
  await expect(detector.detect(Buffer.from('plain text'), soon())).rejects.toMatchObject({ code: 'IMAGE_UNSUPPORTED' })
  await expect(detector.detect(scene.subarray(0, 20_000), soon())).rejects.toMatchObject({ code: 'IMAGE_CORRUPT' })
  expect(strong(await detector.detect(scene, soon()))).toBe(expected)
  expect(detector.stats()).toMatchObject({ restarts: 0, done: 3 })
})

test('does not start with a model whose outputs the manifest names wrongly, and says so in one line', async () => {
  const manifest = demoManifest()
  const { outputs } = manifest
  using folder = modelFolder(
    { 'demo.json': { ...manifest, outputs: { ...outputs, scores: { name: 'logits' } } } },
    { [manifest.file]: resolve('models', manifest.file) },
  )
  await expect(startDetector({ modelsDir: folder.path, workers: 2 })).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringMatching(/^Model demo \(.+\): the manifest names the output logits but the file has .+$/),
  })
})

test('does not start with a default model that is not there', async () => {
  await expect(startDetector({ model: 'yolo' })).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})

test('jobs of a process that is killed are answered by its replacement', async () => {
  const onLost = vi.fn()
  await using detector = await startDetector({ onLost })
  const [pid] = detector.pids()
  const answers = [detector.detect(scene, soon()), detector.detect(scene, soon()), detector.detect(scene, soon())]
  process.kill(pid!, 'SIGKILL')
  expect((await Promise.all(answers)).map(strong)).toEqual([expected, expected, expected])
  expect(onLost).toHaveBeenCalledExactlyOnceWith('SIGKILL')
  expect(detector.stats()).toMatchObject({ restarts: 1, ready: 1, busy: 0, waiting: 0 })
  expect(detector.pids()).not.toContain(pid)
})

test('a job whose process is killed twice fails with INFERENCE_FAILED, and the next one is answered', async () => {
  await using detector = await startDetector()
  const answer = detector.detect(scene, soon()).catch(error => error)
  process.kill(detector.pids()[0]!, 'SIGKILL')
  await until(() => detector.stats().restarts === 1 && detector.stats().busy === 1)
  process.kill(detector.pids()[0]!, 'SIGKILL')
  expect(await answer).toMatchObject({ code: 'INFERENCE_FAILED', message: expect.stringContaining('SIGKILL') })
  expect(strong(await detector.detect(scene, soon()))).toBe(expected)
  expect(detector.stats().restarts).toBe(2)
})

test('a job that waits past its deadline is refused at once and never run', async () => {
  await using detector = await startDetector()
  const [pid] = detector.pids()
  process.kill(pid!, 'SIGSTOP')
  const held = [detector.detect(scene, soon()), detector.detect(scene, soon())]
  const begun = performance.now()
  const late = detector.detect(scene, { deadline: Date.now() + 100 })
  await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', status: 504 })
  expect(performance.now() - begun).toBeLessThan(1000)
  process.kill(pid!, 'SIGCONT')
  expect((await Promise.all(held)).map(strong)).toEqual([expected, expected])
  expect(detector.stats()).toMatchObject({ done: 2, restarts: 0 })
})

test('a job that a process holds past its deadline is not run by it', async () => {
  await using detector = await startDetector({ grace: 20_000 })
  const [pid] = detector.pids()
  process.kill(pid!, 'SIGSTOP')
  const first = detector.detect(scene, soon())
  const late = detector.detect(scene, { deadline: Date.now() + 50 }).catch(error => error)
  await sleep(150)
  process.kill(pid!, 'SIGCONT')
  expect(await late).toMatchObject({
    code: 'DEADLINE_EXCEEDED',
    message: 'The deadline passed before the model could run.',
  })
  expect(strong(await first)).toBe(expected)
})

test('a process that is stuck past the deadline is ended, and the others that it held are answered', async () => {
  await using detector = await startDetector({ grace: 50 })
  const [pid] = detector.pids()
  process.kill(pid!, 'SIGSTOP')
  const stuck = detector.detect(scene, { deadline: Date.now() + 100 }).catch(error => error)
  const other = detector.detect(scene, soon())
  expect(await stuck).toMatchObject({
    code: 'DEADLINE_EXCEEDED',
    message: 'The detection was not done at its deadline and was ended.',
  })
  expect(strong(await other)).toBe(expected)
  expect(alive(pid!)).toBe(false)
})

test('a deadline that has passed already is refused without a process', async () => {
  await using detector = await startDetector()
  await expect(detector.detect(scene, { deadline: Date.now() - 1 })).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  })
  expect(detector.stats().done).toBe(0)
})

test('two processes share the work', async () => {
  await using detector = await startDetector({ workers: 2 })
  const answers = [detector.detect(scene, soon()), detector.detect(scene, soon())]
  expect(detector.stats()).toMatchObject({ ready: 2, busy: 2, waiting: 0 })
  await Promise.all(answers)
})

test('a process that dies at once is replaced ever later', async () => {
  await using detector = await startDetector()
  const end = performance.now() + 1500
  while (performance.now() < end) {
    for (const pid of detector.pids()) if (alive(pid)) process.kill(pid, 'SIGKILL')
    await sleep(2)
  }
  expect(detector.stats().restarts).toBeGreaterThanOrEqual(3)
  expect(detector.stats().restarts).toBeLessThanOrEqual(6)
  expect(strong(await detector.detect(scene, soon()))).toBe(expected)
})

test('the processes ignore Ctrl-C and SIGTERM and run at a lower priority', async () => {
  await using detector = await startDetector()
  const [pid] = detector.pids()
  expect(getPriority(pid)).toBe(getPriority() + 5)
  process.kill(pid!, 'SIGINT')
  process.kill(pid!, 'SIGTERM')
  expect(strong(await detector.detect(scene, soon()))).toBe(expected)
  expect(detector.pids()).toEqual([pid])
})

test('close ends the processes and refuses what is in work or comes later', async () => {
  const detector = await startDetector({ workers: 2 })
  const pids = detector.pids()
  const answer = detector.detect(scene, soon()).catch(error => error)
  await detector.close()
  expect(await answer).toMatchObject({ code: 'OVERLOADED', retryAfter: 5 })
  expect(pids.map(alive)).toEqual([false, false])
  await expect(detector.detect(scene, soon())).rejects.toMatchObject({ code: 'OVERLOADED' })
})

test('the processes end when their parent is killed', async () => {
  const parent = spawn(process.execPath, [resolve('test/detector/orphan.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(parent.stdout, 'data')
  const pids: number[] = JSON.parse(String(line))
  expect(pids.map(alive)).toEqual([true, true])
  parent.kill('SIGKILL')
  await until(() => !pids.some(alive))
})

test('the door counts what is admitted', async () => {
  await using detector = await startDetector({ queueImages: 1 })
  const ticket = detector.admit(1, 10)
  expect(() => detector.admit(1, 10)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
  expect(detector.stats().admitted).toEqual({ images: 1, bytes: 10 })
  ticket.release()
  expect(detector.stats().admitted).toEqual({ images: 0, bytes: 0 })
})
