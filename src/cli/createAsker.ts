import { createInterface } from 'node:readline/promises'
import { AppError } from '../errors.ts'

/** A question on the terminal. `read` throws what it says of an answer that it does not take. */
type Question<Value> = {
  text: string
  /** what an empty answer means, in words */
  usual: string | undefined
  read(answer: string): Value | Promise<Value>
}

/** Asks on stderr, so that stdout has the result alone; an answer that is not taken is asked for again. */
export function createAsker(
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
) {
  const lines = createInterface({ input, output })
  const answers = lines[Symbol.asyncIterator]()
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT')) // the terminal sends none while lines are edited
  return {
    /** @throws AppError BAD_USER_INPUT when the input ends */
    async ask<Value>({ text, usual, read }: Question<Value>): Promise<Value> {
      for (;;) {
        lines.setPrompt(`${text}${usual === undefined ? '' : ` [${usual}]`}: `)
        lines.prompt()
        const { value, done } = await answers.next()
        if (done) throw new AppError('BAD_USER_INPUT', 'The questions were not answered.')
        const given = value.trim()
        try {
          return await read(given === '' && usual !== undefined ? usual : given)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          output.write(`${error.message}\n`)
        }
      }
    },
    close: () => lines.close(),
  }
}
