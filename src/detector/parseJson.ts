/**
 * The value of JSON text.
 * @param fail makes the error of one line on what is wrong
 * @throws that error
 */
export function parseJson(text: string, fail: (problem: string) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw fail(`expected JSON (${(error as Error).message.replaceAll(/\s+/g, ' ')})`)
  }
}
