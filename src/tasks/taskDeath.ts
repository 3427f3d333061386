import { AppError } from '../errors.ts'

/** The process of a task ended before the task did: killed, or out of memory. The same task may succeed. */
export class TaskDeath extends AppError {
  /** @param how the signal or the exit code */
  constructor(how: string) {
    super('INTERNAL_SERVER_ERROR', `The process that worked on this ended unasked (${how}).`, {
      hint: 'Send it again; if it ends so again, the machine most likely has too little memory for it.',
    })
    this.name = 'TaskDeath'
  }
}
