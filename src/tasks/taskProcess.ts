/** A task process: `createTasks` forks this file, which ends when its parent's channel closes. */
import { serveTasks } from './serveTasks.ts'
import { openTaskFunctions } from './taskFunctions.ts'

serveTasks(openTaskFunctions)
