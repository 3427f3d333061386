import { createInterface } from 'node:readline/promises'
import { AppError } from '../errors.ts'

/** A question on the terminal. `read` throws what it says of an answer that it does not take. */
export type Question<Value> = {
  text: string
  /** what an empty answer means, in words */
  usual: string | undefined
  read(answer: string): Value | Promise<Value>
}

/** Asks on stderr, so that stdout has the result alone; an answer that is not taken is asked for again. */
export function createAsker() {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new AppError('BAD_USER_INPUT', 'The questions were not answered.')))
  })
  closed.catch(() => undefined)
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT')) // the terminal sends none while lines are edited
  return {
    /** @throws AppError BAD_USER_INPUT when the input ends */
    async ask<Value>({ text, usual, read }: Question<Value>): Promise<Value> {
      for (;;) {
        const given = await Promise.race([
          lines.question(`${text}${usual === undefined ? '' : ` [${usual}]`}: `),
          closed,
        ])
        try {
          return await read(given.trim() === '' && usual !== undefined ? usual : given.trim())
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          console.error(error.message)
        }
      }
    },
    close: () => lines.close(),
  }
}
