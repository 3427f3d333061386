import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as apiKey from '../../web/src/api/apiKey.ts'
import { ProblemError } from '../../web/src/api/problem.ts'
import { putFile } from '../../web/src/api/putFile.ts'

type Answer = { status: number; body: string; headers?: Record<string, string> }

let aborted = 0

/** Has the next request answered so; one without an answer waits for ever. */
function answerWith(answer?: Answer) {
  vi.stubGlobal('XMLHttpRequest', function fake(this: Record<string, unknown>) {
    const call = (handler: string) => (this[handler] as (() => void) | undefined)?.()
    Object.assign(this, {
      upload: {},
      open() {},
      setRequestHeader() {},
      getResponseHeader: (name: string) => answer?.headers?.[name] ?? null,
      abort() {
        aborted += 1
        call('onabort')
      },
      send: () => {
        if (!answer) return
        Object.assign(this, { status: answer.status, responseText: answer.body })
        queueMicrotask(() => call('onload'))
      },
    })
  })
}

/** What an upload throws that is answered so. */
async function problemWith(answer: Answer) {
  answerWith(answer)
  const error = await putFile(new Blob(['x']), 'a.jpg').catch(error => error)
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

beforeEach(() => {
  aborted = 0
  vi.stubGlobal('localStorage', { getItem: () => null })
})
afterEach(() => void vi.unstubAllGlobals())

test('an upload that is too large for a proxy is told so, and not that nothing answers', async () => {
  const { message } = await problemWith({ status: 413, body: '<html>413</html>' })
  expect(message).toBe('A proxy before the server refuses so many bytes (status 413).')
})

test('how long a full server asks to wait comes with the refusal of an upload', async () => {
  const body = JSON.stringify({ errors: [{ message: 'Full.', extensions: { code: 'OVERLOADED' } }] })
  const problem = await problemWith({ status: 503, body, headers: { 'retry-after': '7' } })
  expect(problem).toMatchObject({ code: 'OVERLOADED', retryAfter: 7 })
})

test('an upload that is refused for its key has the page ask for one', async () => {
  const refuse = vi.spyOn(apiKey, 'refuseApiKey').mockReturnValue()
  const body = JSON.stringify({ errors: [{ message: 'No key.', extensions: { code: 'UNAUTHENTICATED' } }] })
  await problemWith({ status: 401, body })
  expect(refuse).toHaveBeenCalledOnce()
})

test('an upload that is cancelled stops sending', async () => {
  answerWith()
  const ending = new AbortController()
  const sent = putFile(new Blob(['x']), 'a.jpg', { signal: ending.signal })
  ending.abort(new Error('Removed.'))
  await expect(sent).rejects.toThrow('Removed.')
  expect(aborted).toBe(1)
})

test('what cannot be a header is no key', () => {
  expect(['ключ', '', ' ', 'a b', 'sk-1_=.~'].map(apiKey.isApiKey)).toEqual([false, false, false, false, true])
})
