import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { download } from '../../src/models/download.ts'
import { transferProblem } from '../../src/models/transferProblem.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { attemptDownload, body } from './attemptDownload.ts'
import { sends } from './fileServer.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

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

test.each([
  ['https', { HTTPS_PROXY: 'http://127.0.0.1:9' }, 'the proxy of HTTPS_PROXY cannot be reached'],
  ['https', { http_proxy: 'http://127.0.0.1:9' }, 'the proxy of http_proxy cannot be reached'],
  ['http', { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: '' }, 'the proxy of HTTP_PROXY cannot be reached'],
  ['http', { HTTPS_PROXY: 'http://127.0.0.1:9' }, 'cannot be reached'],
  ['http', { HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' }, 'cannot be reached'],
  ['http', { HTTP_PROXY: 'http://127.0.0.2:19', NO_PROXY: '127.0.0.1' }, 'cannot be reached'],
])('a connection over %s that is refused with %j names the proxy where it is that one', async (scheme, set, words) => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'])
    for (const each of [name, name.toLowerCase()]) vi.stubEnv(each, undefined)
  for (const [name, value] of Object.entries(set)) vi.stubEnv(name, value)
  const part = join(temporaryFolder(), 'part')
  const failed = download({ url: `${scheme}://127.0.0.1:19/m`, format: 'pb' }, part)
  await expect(failed).rejects.toThrow(`127.0.0.1:19: ${words} (`)
})

test('a proxy whose name is not known is named', () => {
  vi.stubEnv('https_proxy', 'http://proxy.example:8080')
  const error = Object.assign(new Error('x'), { code: 'ENOTFOUND', hostname: 'proxy.example' })
  expect(transferProblem(error, new URL('https://models.example/m'), 1000)).toMatchObject({
    message: 'models.example: the proxy of https_proxy cannot be reached (x)',
  })
})

test('a mistake of the program is no problem of the network', () => {
  const error = new TypeError('x is not a function')
  expect(transferProblem(error, new URL('https://models.example/m'), 1000)).toBe(error)
})
