import { expect } from 'vitest'
import type { Answer } from './sender.ts'

/** Stack traces, paths of the program, addresses of the database. */
const inside = /node_modules|\/src\/|\.ts\b|\n {4}at |postgres(ql)?:|file:\/\/|prisma/i

/**
 * A request that was refused as a whole, or with status 200 one of its fields: code, a message that says something, the
 * request's id, and nothing of the program's inside.
 */
export function expectRefused(answer: Answer, status: number, code: string, says: RegExp): void {
  expect({ status: answer.status, code: answer.errors[0]?.extensions.code, text: answer.text }).toMatchObject({
    status,
    code,
  })
  const [error] = answer.errors
  expect(error?.message).toMatch(says)
  expect(answer.text).not.toMatch(inside)
  expect(error?.extensions.requestId).toBe(answer.headers.get('x-request-id'))
  expect(answer.headers.get('x-request-id')).toBeTruthy()
}
