/** Task processes for tests. */
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../../src/errors.ts'
import { serveTasks, type TaskContext } from '../../src/tasks/serveTasks.ts'

const ballast: Uint8Array[] = []

const tasks = {
  double: async (columns: Float64Array) => columns.map(value => value * 2),
  pid: async () => process.pid,
  /** as long as the file is not there is nothing to see of it; then it goes on and on */
  begin: async (file: string) => {
    writeFileSync(file, String(process.pid))
    await sleep(60_000)
  },
  rest: async (milliseconds: number) => {
    await sleep(milliseconds)
  },
  phases: async (names: string[], { onPhase }: TaskContext) => {
    for (const name of names) onPhase(name)
  },
  die: async () => process.exit(7),
  refuse: async () => {
    throw new AppError('DATASET_INVALID', 'no', { hint: 'yes', retryAfter: 3, cause: new Error('deep') })
  },
  doubt: async () => {
    throw new InvalidInput('DATASET_INVALID', 'row 3', 'mend it')
  },
  crash: async () => {
    throw new TypeError('unforeseen')
  },
  grow: async (bytes: number) => {
    ballast.push(new Uint8Array(bytes).fill(1))
    return process.pid
  },
}

export type SomeTasks = typeof tasks

serveTasks(() => tasks)
