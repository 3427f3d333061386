import { expect } from 'vitest'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'

/** What is said of the file, which has to be one line about it; without its path. */
export async function refusal(path: string): Promise<string> {
  const error = await openKerasModel(path).then(
    model => model.close(),
    (error: unknown) => error,
  )
  expect(error).toMatchObject({ code: 'MODEL_INVALID' })
  const { message } = error as Error
  expect(message).toMatch(/^[^\n]{0,700}$/)
  expect(message.startsWith(`${path}: `)).toBe(true)
  return message.slice(path.length + 2)
}
