import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { TaskDeath } from '../../src/tasks/taskDeath.ts'
import { eventually } from '../helper/eventually.ts'
import { createScenario } from './createScenario.ts'

const words = (count: number) => Array.from({ length: count }, (_, index) => `word ${index}`)

/** Longer than `eventually`, as jobs that are tried again wait. */
const inTheEnd = <Value>(check: () => Value | Promise<Value>) => vi.waitFor(check, { timeout: 25_000, interval: 20 })

test('every photo is detected once, its run stored, and each phase logged, by two workers together', async () => {
  const { evaluate, work, read, sql } = await createScenario(words(40))
  const seen: string[] = []
  const detect = async (word: string) => {
    seen.push(word)
    await sleep(2)
  }
  const workers = [await work({ detect }), await work({ detect })]
  const id = await evaluate({ shardSize: 10 })
  await inTheEnd(async () => expect(await read(id)).toMatchObject({ status: 'COMPLETED', phase: null }))
  expect(seen.sort()).toEqual(words(40).sort())
  expect(await read(id)).toMatchObject({ detectedCount: 40, failedCount: 0, matchedCount: 4 })
  expect(await sql('SELECT count(*)::int FROM detection_run')).toEqual([{ count: 40 }])
  const phases = workers.flatMap(({ lines }) =>
    lines.map(({ evaluationId, phase, shard }) => ({ evaluationId, phase, shard })),
  )
  for (const shard of [0, 1, 2, 3])
    for (const phase of ['DETECTING', 'MATCHING']) expect(phases).toContainEqual({ evaluationId: id, phase, shard })
  expect(phases).toContainEqual({ evaluationId: id, phase: 'ACCUMULATING', shard: undefined })
  expect(workers.some(({ lines }) => lines.some(({ level }) => Number(level) > 30))).toBe(false)
})

test('no more than two images a detector process are in the detector at once, and it is never without one', async () => {
  const { evaluate, work, read } = await createScenario(words(48))
  let inDetector = 0
  const seen: number[] = []
  await work({
    async detect() {
      seen.push(++inDetector)
      await sleep(10)
      inDetector--
    },
  })
  const id = await evaluate({ shardSize: 16 })
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
  expect(Math.max(...seen)).toBe(2)
  expect(seen.filter(count => count === 2).length).toBeGreaterThan(36)
})

test('an image that cannot be detected is counted with its reason, and the others go on', async () => {
  const { evaluate, work, read, store } = await createScenario(['good', 'bad', 'fine'])
  await work({
    async detect(word) {
      if (word === 'bad') throw new AppError('IMAGE_CORRUPT', 'It ends too early.')
    },
  })
  const id = await evaluate()
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
  expect(await read(id)).toMatchObject({ detectedCount: 2, failedCount: 1 })
  expect(await store.evaluations.failedImages([id], { first: 10, after: null })).toMatchObject([
    { rows: [{ position: 1, code: 'IMAGE_CORRUPT', message: 'It ends too early.' }] },
  ])
})

test('a cancelled evaluation is left at the next images, and what was detected for nothing is not stored', async () => {
  const { evaluate, work, read, store, sql } = await createScenario(words(40))
  let seen = 0
  await work({
    async detect() {
      seen++
      await sleep(5)
    },
  })
  const id = await evaluate()
  await eventually(async () => expect((await read(id)).detectedCount).toBeGreaterThan(0))
  expect(await store.evaluations.cancel(id)).toBe(true)
  await eventually(async () =>
    expect(await sql("SELECT state::text FROM jobs.job WHERE name LIKE 'evaluation-shard/%'")).toEqual([
      { state: 'completed' },
    ]),
  )
  expect(seen).toBeLessThan(40)
  const { status, detectedCount } = await read(id)
  expect(status).toBe('CANCELLED')
  expect(await sql('SELECT count(*)::int FROM detection_run')).toEqual([{ count: detectedCount }])
})

test('three failures end the evaluation with the reason', async () => {
  const { evaluate, work, read } = await createScenario(['word'])
  const attempts: number[] = []
  await work({
    async matching({ attempt }) {
      attempts.push(attempt)
      throw new AppError('DETECTIONS_INVALID', 'They make no sense.')
    },
  })
  const id = await evaluate()
  await inTheEnd(async () => expect((await read(id)).status).toBe('FAILED'))
  expect(await read(id)).toMatchObject({ errorCode: 'DETECTIONS_INVALID', errorMessage: 'They make no sense.' })
  expect(attempts).toEqual([1, 2, 3])
})

test('killed task processes and a database that is away are no failures, an error that nobody foresaw is one', async () => {
  const { evaluate, work, read, sql } = await createScenario(['word'])
  const errors = [
    new TaskDeath('SIGKILL'),
    new AppError('STORAGE_UNAVAILABLE', 'away'),
    new TaskDeath('SIGKILL'),
    new TypeError('undefined is not a function'),
  ]
  const { lines } = await work({
    async matching({ attempt }) {
      const error = errors[attempt - 1]
      if (error) throw error
    },
  })
  const id = await evaluate()
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
  // The two that died, and the one that matched it, whose end nothing needs to tell.
  expect(await sql('SELECT attempt, failures, deaths FROM evaluation_shard')).toEqual([
    { attempt: 5, failures: 1, deaths: 3 },
  ])
  expect(JSON.stringify(lines)).toContain('undefined is not a function')
})

test('a worker that has lost its work to another attempt stores nothing and leaves the evaluation as it is', async () => {
  const { evaluate, work, read, store, sql } = await createScenario(words(3))
  const [started, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { lines } = await work({
    async detect() {
      started.resolve()
      await goOn.promise
    },
  })
  const id = await evaluate()
  await started.promise
  const begun = await store.shards.begin(id, 0)
  expect(begun).toMatchObject({ attempt: 2, toDetect: { length: 3 } })
  goOn.resolve()
  await eventually(async () =>
    expect(await sql("SELECT state::text FROM jobs.job WHERE name LIKE 'evaluation-shard/%'")).toEqual([
      { state: 'completed' },
    ]),
  )
  expect(await sql('SELECT count(*)::int FROM detection_run')).toEqual([{ count: 0 }])
  expect(await read(id)).toMatchObject({ status: 'RUNNING', detectedCount: 0 })
  expect(lines.map(({ phase, end }) => phase ?? end)).toEqual(['DETECTING', 'LOST'])
})

test('a worker that stops gives its work back at once, and the next one does only what is left of it', async () => {
  const { evaluate, work, read, sql } = await createScenario(words(24))
  const seen: string[] = []
  const first = await work({
    async detect(word) {
      seen.push(word)
      if (seen.length > 16) await new Promise(() => undefined) // it hangs
    },
  })
  const id = await evaluate()
  await eventually(async () => expect((await read(id)).detectedCount).toBe(16))
  await first.close()
  expect(await sql('SELECT attempt, deaths FROM evaluation_shard')).toEqual([{ attempt: 1, deaths: 0 }])
  seen.length = 0
  await work({ detect: async word => void seen.push(word) })
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
  expect(seen.sort()).toEqual(words(24).slice(16).sort())
  expect((await read(id)).failures).toBe(0)
})

test('work that has no job gets one when a worker starts', async () => {
  const { evaluate, work, read } = await createScenario(words(2))
  const id = await evaluate({ enqueue: false })
  await work()
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
})

test('an evaluation that a worker cannot do as it is to be done waits for one that can, and holds up no later one', async () => {
  const { evaluate, work, read, sql } = await createScenario(words(6))
  const foreign = await evaluate({ shardSize: 1, limits: { scoreFloor: 0.5, maxDetections: 100 } })
  const own = await evaluate({ shardSize: 1 })
  const { lines } = await work()
  await inTheEnd(async () => expect((await read(own)).status).toBe('COMPLETED'))
  expect(await read(foreign)).toMatchObject({ status: 'QUEUED' })
  const [warning] = lines.filter(({ level }) => level === 40)
  expect(warning).toMatchObject({ evaluations: [{ evaluationId: foreign, scoreFloor: 0.5, maxDetections: 100 }] })
  await work({ scoreFloor: 0.5 })
  await inTheEnd(async () => expect((await read(foreign)).status).toBe('COMPLETED'))
  expect(
    await sql(
      `SELECT DISTINCT s.evaluation_id AS id, s.attempt, r.score_floor AS floor FROM evaluation_shard s
       JOIN detection_run r ON r.id = ANY(s.run_ids) ORDER BY floor`,
    ),
  ).toEqual([
    { id: own, attempt: 1, floor: 0.01 },
    { id: foreign, attempt: 1, floor: 0.5 },
  ])
})

test('an image whose time ran out, or whose detector died, is left for the next attempt, and then detected', async () => {
  const { evaluate, work, read, sql } = await createScenario(words(12))
  const troubles = new Map([
    ['word 3', new AppError('DEADLINE_EXCEEDED', 'It waited too long.')],
    ['word 5', new AppError('INFERENCE_FAILED', 'Its process died.')],
  ])
  const seen: string[] = []
  await work({
    async detect(word) {
      seen.push(word)
      const trouble = troubles.get(word)
      troubles.delete(word)
      if (trouble) throw trouble
    },
  })
  const id = await evaluate()
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
  expect(await read(id)).toMatchObject({ detectedCount: 12, failedCount: 0 })
  expect(seen.slice(12).sort()).toEqual(['word 3', 'word 5'])
  expect(await sql('SELECT attempt, failures FROM evaluation_shard')).toEqual([{ attempt: 2, failures: 0 }])
})

test('an image that never comes to its end is counted after some attempts, and the evaluation goes on', async () => {
  const { evaluate, work, read, store, sql } = await createScenario(['good', 'endless', 'deadly'])
  const id = await evaluate()
  await sql('UPDATE evaluation_shard SET attempt = 4')
  const seen: string[] = []
  await work({
    async detect(word) {
      seen.push(word)
      if (word === 'endless') throw new AppError('DEADLINE_EXCEEDED', 'It waited too long.')
      if (word === 'deadly') throw new AppError('INFERENCE_FAILED', 'Its process died.')
    },
  })
  await inTheEnd(async () => expect((await read(id)).status).toBe('COMPLETED'))
  const [failed] = await store.evaluations.failedImages([id], { first: 10, after: null })
  expect(failed?.rows.map(({ position, code }) => [position, code])).toEqual([
    [1, 'DEADLINE_EXCEEDED'],
    [2, 'INFERENCE_FAILED'],
  ])
  expect(seen.sort()).toEqual(['deadly', 'endless', 'endless', 'good'])
})

test('a worker that cannot begin leaves no connection behind', async () => {
  const { work, sql } = await createScenario(['word'])
  await sql('DROP FUNCTION jobs.create_queue')
  await expect(work()).rejects.toThrow('create_queue')
  await eventually(async () =>
    expect(
      await sql(
        `SELECT count(*)::int FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'fovea queue%'`,
      ),
    ).toEqual([{ count: 0 }]),
  )
})
