import { AppError } from '../errors.ts'

/** How the system, or V8 itself, ends a process that has no memory left. */
const byMemory: ReadonlySet<string> = new Set(['SIGKILL', 'SIGABRT', 'exit code 134'])

/**
 * The process of a task ended before the task did. The same task may succeed, and what it stored may be there: all
 * that tasks store is stored once, however often they are done.
 */
export class TaskDeath extends AppError {
  /**
   * @param how the signal or the exit code
   * @param readOnly whether its tasks store nothing
   */
  constructor(how: string, { readOnly = false } = {}) {
    const likely = byMemory.has(how) ? ', most likely for lack of memory' : ''
    const left = readOnly ? '' : '; what it did may be stored'
    const again = readOnly
      ? 'Nothing was changed; ask again'
      : 'Send the same again, with the same idempotencyKey if it had one'
    super('OVERLOADED', `The process that worked on it was ended (${how})${likely}${left}.`, {
      hint: `${again}; if it ends so each time, it needs more memory.`,
      retryAfter: 5,
    })
    this.name = 'TaskDeath'
  }
}
