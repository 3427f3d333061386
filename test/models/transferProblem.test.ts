import { expect, test } from 'vitest'
import { download } from '../../src/models/download.ts'
import { transferProblem } from '../../src/models/transferProblem.ts'
import { attemptDownload, body } from './attemptDownload.ts'
import { sends } from './fileServer.ts'

test('a server that is not there is asked once, and named', async () => {
  const { url, part } = await attemptDownload([sends(body)])
  const gone = { url: url.replace(/:\d+/, ':9'), format: 'pb' } as const
  const said: string[] = []
  await expect(download(gone, part.replace('model', 'gone'), { say: line => said.push(line) })).rejects.toThrow(
    /^127\.0\.0\.1:9: cannot be reached \(.*ECONNREFUSED/,
  )
  expect(said).toEqual([])
})

test('a server that speaks no TLS is one clear error', async () => {
  const { url, part } = await attemptDownload([sends(body)])
  await expect(download({ url: url.replace('http', 'https'), format: 'pb' }, `${part}2`)).rejects.toThrow(
    /^127\.0\.0\.1:\d+: no trusted connection can be made \(/,
  )
})

test.each([
  ['ENOTFOUND', /^models\.example: cannot be reached/],
  ['UND_ERR_CONNECT_TIMEOUT', /^models\.example: does not answer/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /^models\.example: no trusted connection can be made/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /^models\.example: no trusted connection can be made/],
  ['HPE_INVALID_CONSTANT', /^models\.example: the connection broke/],
])('%s is said in words, after the host', (code, words) => {
  const error = Object.assign(new Error('what the system says'), { code })
  const problem = transferProblem(error, new URL('https://models.example/m'), 1000)
  expect(problem).toMatchObject({ message: expect.stringMatching(words) })
  expect(problem).toMatchObject({ message: expect.stringMatching(/\(what the system says\)$/) })
})

test('a mistake of the program is no problem of the network', () => {
  const error = new TypeError('x is not a function')
  expect(transferProblem(error, new URL('https://models.example/m'), 1000)).toBe(error)
})
