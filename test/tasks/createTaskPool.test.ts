import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../../src/errors.ts'
import { createTaskPool } from '../../src/tasks/createTaskPool.ts'
import { TaskDeath } from '../../src/tasks/taskDeath.ts'
import { eventually } from '../helper/eventually.ts'
import type { SomeTasks } from './someTasks.ts'

type Options = Partial<Omit<Parameters<typeof createTaskPool<SomeTasks>>[0], 'entry' | 'settings'>>

function pool(options: Options = {}) {
  const entry = new URL('./someTasks.ts', import.meta.url)
  const tasks = createTaskPool<SomeTasks>({ entry, settings: {}, ...options })
  onTestFinished(tasks.close)
  return tasks
}

/** Names of files that are not there yet, in a folder that goes with the test. */
function files(count: number): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-tasks-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return Array.from({ length: count }, (_, index) => join(folder, String(index)))
}

/** The process that a `begin` runs in, once it does. */
const begun = (file: string) =>
  eventually(() => {
    const pid = Number(readFileSync(file, 'utf8'))
    expect(pid).toBeGreaterThan(0)
    return pid
  })

/** Processes that this one started. */
const children = () =>
  readdirSync(`/proc/${process.pid}/task`).flatMap(thread =>
    (readFileSync(`/proc/${process.pid}/task/${thread}/children`, 'utf8').match(/\d+/g) ?? []).map(Number),
  )

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
  } catch {
    return false
  }
}

test('columns cross as typed arrays, phases while the task runs', async () => {
  const tasks = pool()
  expect(await tasks.run('double', new Float64Array([0.1, 2]))).toEqual(new Float64Array([0.2, 4]))
  const phases: string[] = []
  await tasks.run('phases', ['ACCUMULATING', 'COMMITTING'], { onPhase: phase => phases.push(phase) })
  expect(phases).toEqual(['ACCUMULATING', 'COMMITTING'])
})

test('errors cross with code, message, hint and wait; one that nobody foresaw is no AppError here either', async () => {
  const tasks = pool()
  const refusal = await tasks.run('refuse', undefined).catch(error => error)
  expect(refusal).toBeInstanceOf(AppError)
  expect(refusal).toMatchObject({ code: 'DATASET_INVALID', message: 'no', hint: 'yes', retryAfter: 3 })
  expect(refusal.cause).toContain('deep')
  const doubt = await tasks.run('doubt', undefined).catch(error => error)
  expect(doubt).toBeInstanceOf(InvalidInput)
  expect(doubt).toMatchObject({ code: 'DATASET_INVALID', message: 'row 3', hint: 'mend it' })
  const crash = await tasks.run('crash', undefined).catch(error => error)
  expect(crash).not.toBeInstanceOf(AppError)
  expect(crash.message).toBe('unforeseen')
  expect(crash.stack).toContain('someTasks.ts')
})

test('tasks run two at a time, the rest wait in order, and one too many is refused', async () => {
  const tasks = pool({ depth: 2 })
  const [first, second] = files(2)
  const running = [first!, second!].map(file => tasks.run('begin', file).catch(() => undefined))
  await Promise.all([first!, second!].map(begun))
  const waiting = [tasks.run('pid', undefined), tasks.run('pid', undefined)]
  await expect(tasks.run('pid', undefined)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 10 })
  waiting.push(tasks.run('pid', undefined, { patient: true }))
  process.kill(await begun(first!), 'SIGKILL')
  const [one, ...others] = await Promise.all(waiting)
  expect(others).toEqual([one, one])
  expect(await begun(second!)).not.toBe(one)
  await tasks.close()
  await Promise.all(running)
})

test('a killed process fails its task, which says so, and the next task has a new one', async () => {
  const tasks = pool({ size: 1 })
  const [file] = files(1)
  const running = tasks.run('begin', file!)
  const pid = await begun(file!)
  process.kill(pid, 'SIGKILL')
  const error = await running.catch(error => error)
  expect(error).toBeInstanceOf(TaskDeath)
  expect(error).toMatchObject({ code: 'OVERLOADED', retryAfter: 5, hint: expect.stringMatching(/Send the same again/) })
  expect(error.message).toMatch(/was ended \(SIGKILL\), most likely for lack of memory/)
  expect(await tasks.run('pid', undefined)).not.toBe(pid)
  await expect(tasks.run('die', undefined)).rejects.toThrow('was ended (exit code 7); what')
  // Killed without work, it is replaced too.
  process.kill(await tasks.run('pid', undefined), 'SIGKILL')
  await eventually(() => tasks.run('pid', undefined))
})

test('a signal ends the process of a task, and takes one that waits out of the queue', async () => {
  const tasks = pool({ size: 1 })
  const [file, never] = files(2)
  const [running, waiting] = [new AbortController(), new AbortController()]
  const ran = tasks.run('begin', file!, { signal: running.signal })
  const pid = await begun(file!)
  const waited = tasks.run('begin', never!, { signal: waiting.signal })
  waiting.abort(new Error('left'))
  await expect(waited).rejects.toThrow('left')
  expect(lives(pid)).toBe(true)
  running.abort(new Error('cancelled'))
  await expect(ran).rejects.toThrow('cancelled')
  await eventually(() => expect(lives(pid)).toBe(false))
  await tasks.run('pid', undefined)
  expect(existsSync(never!)).toBe(false)
})

test('a process ends when it has had no work for a while, and after a task that left it large', async () => {
  const tasks = pool({ size: 1, idleMs: 200, memoryLimit: 300e6 })
  const small = await tasks.run('pid', undefined)
  expect(await tasks.run('pid', undefined)).toBe(small)
  const large = await tasks.run('grow', 300e6)
  expect(large).toBe(small)
  const next = await tasks.run('pid', undefined)
  expect(next).not.toBe(large)
  await eventually(() => expect(lives(next)).toBe(false))
})

test('a pool that is warmed has one process before the first task, which ends when none comes', async () => {
  const before = new Set(children())
  const started = () => children().filter(pid => !before.has(pid))
  const tasks = pool()
  tasks.warm()
  tasks.warm()
  const [pid, ...others] = started()
  expect(others).toEqual([])
  expect(await tasks.run('pid', undefined)).toBe(pid)
  tasks.warm()
  expect(started()).toEqual([pid])
  await tasks.close()
  tasks.warm()
  expect(started()).toEqual([])
  pool({ idleMs: 50 }).warm()
  const [unused] = started()
  expect(unused).toBeDefined()
  await eventually(() => expect(lives(unused!)).toBe(false))
})

test('a closed pool ends its processes and refuses what runs and what comes', async () => {
  const tasks = pool({ size: 1 })
  const [file] = files(1)
  const running = tasks.run('begin', file!).catch(error => error)
  const pid = await begun(file!)
  await tasks.close()
  expect(await running).toMatchObject({ code: 'OVERLOADED' })
  expect(lives(pid)).toBe(false)
  await expect(tasks.run('pid', undefined)).rejects.toMatchObject({ code: 'OVERLOADED' })
})

test('a task that runs longer than its name may is ended with its process, one that waits so long is not begun', async () => {
  const tasks = pool({ size: 1, timeLimits: { begin: 2000, pid: 100 } })
  const [file] = files(1)
  const running = tasks.run('begin', file!).catch(error => error)
  const pid = await begun(file!)
  const waited = await tasks.run('pid', undefined).catch(error => error)
  expect(waited).toMatchObject({ code: 'DEADLINE_EXCEEDED', message: expect.stringContaining('0.1 seconds') })
  expect(waited).toMatchObject({
    message: expect.stringContaining('not begun'),
    hint: expect.stringMatching(/^Nothing/),
  })
  const ended = await running
  expect(ended).toMatchObject({ code: 'DEADLINE_EXCEEDED', message: expect.stringContaining('2 seconds') })
  expect(ended.hint).toContain('may be stored')
  await eventually(() => expect(lives(pid)).toBe(false))
  expect(await tasks.run('double', new Float64Array([1]))).toEqual(new Float64Array([2]))
})

test('what a task waited does not count as its run, and whoever waited too long costs no process', async () => {
  const tasks = pool({ size: 1, timeLimits: { rest: 1800 } })
  const pid = await tasks.run('pid', undefined)
  // A second each: the second one waits and runs for 2 in all, the third and all after it would begin after 2.
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => tasks.run('rest', 1000)))
  expect(results.map(({ status }) => status)).toEqual([...Array(2).fill('fulfilled'), ...Array(6).fill('rejected')])
  expect(await tasks.run('pid', undefined)).toBe(pid)
})

test('a task whose time to wait is over is not begun in place of one that was just ended', async () => {
  const tasks = pool({ size: 1, timeLimits: { begin: 200, pid: 200 } })
  const both = [tasks.run('begin', files(1)[0]!), tasks.run('pid', undefined)].map(run =>
    run.catch(error => error.message),
  )
  // The time of both is over before a timer of either can tell.
  for (const start = performance.now(); performance.now() < start + 300; );
  expect(await Promise.all(both)).toEqual([expect.stringContaining('was ended'), expect.stringContaining('not begun')])
})

test('whoever leaves is not answered if it waits, and ends no process if it runs', async () => {
  const tasks = pool({ size: 1 })
  const [never] = files(1)
  const pid = await tasks.run('pid', undefined)
  const [running, waiting] = [new AbortController(), new AbortController()]
  const rested = tasks.run('rest', 200, { leaving: running.signal })
  const waited = tasks.run('begin', never!, { leaving: waiting.signal })
  running.abort(new Error('left'))
  waiting.abort(new Error('left too'))
  await expect(waited).rejects.toThrow('left too')
  await rested
  expect(await tasks.run('pid', undefined)).toBe(pid)
  expect(existsSync(never!)).toBe(false)
  await expect(tasks.run('pid', undefined, { leaving: running.signal })).rejects.toThrow('left')
})

test('of tasks that only read it is said that nothing was changed, and nothing of keys', async () => {
  const tasks = pool({ size: 1, readOnly: true, timeLimits: { begin: 200 } })
  const died = await tasks.run('die', undefined).catch(error => error)
  expect(died.message).toMatch(/ended \(exit code 7\)\.$/)
  expect(died.hint).toMatch(/^Nothing was changed; ask again;/)
  const ended = await tasks.run('begin', files(1)[0]!).catch(error => error)
  expect(ended.hint).toMatch(/^Nothing was changed; ask again/)
})

test('where no process can be started the task is refused and whoever waits behind it too, and nothing else ends', async () => {
  // Refused by fork itself, as it is where the system has no memory for another process.
  const tasks = createTaskPool<SomeTasks>({ entry: new URL('https://nowhere.invalid/'), settings: {}, size: 1 })
  onTestFinished(tasks.close)
  const refused = await Promise.allSettled([tasks.run('pid', undefined), tasks.run('pid', undefined)])
  for (const { reason } of refused as PromiseRejectedResult[])
    expect(reason).toMatchObject({ code: 'OVERLOADED', retryAfter: 10 })
})

test('Ctrl-C does not end a task, the end of its parent does, even by kill -9', async () => {
  const [file] = files(1)
  const parent = spawn(process.execPath, [resolve('test/tasks/orphan.ts'), file!], { stdio: 'ignore' })
  const pid = await begun(file!)
  process.kill(pid, 'SIGINT')
  process.kill(pid, 'SIGTERM')
  await sleep(300)
  expect(lives(pid)).toBe(true)
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await eventually(() => expect(lives(pid)).toBe(false))
})
