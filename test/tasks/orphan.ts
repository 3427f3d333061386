/** Runs a task that does not end, and lives until it is killed. */
import { createTaskPool } from '../../src/tasks/createTaskPool.ts'
import type { SomeTasks } from './someTasks.ts'

const tasks = createTaskPool<SomeTasks>({ entry: new URL('./someTasks.ts', import.meta.url), settings: {} })
await tasks.run('begin', process.argv[2]!)
