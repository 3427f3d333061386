import { InvalidInput } from '../../eval/invalidInput.ts'

/** The same complaint with the file's name before it, unless that is there already; any other error as it is. */
export function atFile(path: string, error: unknown): unknown {
  const name = `'${path}'`
  if (!(error instanceof InvalidInput) || error.message.startsWith(name)) return error
  return new InvalidInput(error.code, `${name}: ${error.message}`, error.hint)
}
