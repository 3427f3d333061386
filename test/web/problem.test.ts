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

test('a problem that was thrown stays as it is, and anything else says its message', () => {
  const problem = { code: 'IMAGE_EMPTY', message: 'The file has no bytes.', hint: null }
  expect(problemOf(new ProblemError(problem))).toBe(problem)
  expect(problemOf(new Error('Out of paper.'))).toEqual({ code: 'PAGE', message: 'Out of paper.' })
})

test.each([undefined, null, [], 'text', { message: 'x' }])('%j holds no error of the server', errors => {
  expect(firstProblem(errors)).toBeUndefined()
})
