import { CombinedError } from 'urql'
import { expect, test } from 'vitest'
import { firstProblem, noAnswer, ProblemError, problemOf } from '../../web/src/api/problem.ts'

test('the words and the code of the server reach the reader', () => {
  const error = new CombinedError({
    graphQLErrors: [{ message: 'Expected a model.', extensions: { code: 'MODEL_NOT_FOUND', hint: 'Ask for models.' } }],
  })
  expect(problemOf(error)).toEqual({ code: 'MODEL_NOT_FOUND', message: 'Expected a model.', hint: 'Ask for models.' })
})

test('a server that does not answer is not called by the words of the browser', () => {
  expect(problemOf(new CombinedError({ networkError: new TypeError('Failed to fetch') }))).toEqual(noAnswer)
})

test('an answer of a proxy is told by its status, and is no silence of the server', () => {
  const error = new CombinedError({
    networkError: new Error('<html>'),
    response: new Response('<html>', { status: 502 }),
  })
  expect(problemOf(error)).toMatchObject({ code: 'HTTP', message: expect.stringContaining('502') })
})

test('how long a busy server asks to wait is known with its problem', () => {
  const response = new Response('{}', { status: 503, headers: { 'retry-after': '7' } })
  const error = new CombinedError({ graphQLErrors: [{ message: 'Full.' }], response })
  expect(problemOf(error).retryAfter).toBe(7)
})

test('a problem that was thrown stays as it is, and anything else says its message', () => {
  const problem = { code: 'IMAGE_EMPTY', message: 'The file has no bytes.', hint: null }
  expect(problemOf(new ProblemError(problem))).toBe(problem)
  expect(problemOf(new Error('Out of paper.'))).toEqual({ code: 'PAGE', message: 'Out of paper.' })
})

test.each([undefined, null, [], 'text', { message: 'x' }])('%j holds no error of the server', errors => {
  expect(firstProblem(errors)).toBeUndefined()
})
