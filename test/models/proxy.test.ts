import { mkdirSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { download } from '../../src/models/download.ts'
import { partPath } from '../../src/models/partFile.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { listen, sends, serve } from './fileServer.ts'

const body = Buffer.alloc(10_000, 'model')

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']
beforeEach(() => {
  for (const name of names) vi.stubEnv(name, undefined).stubEnv(name.toLowerCase(), undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

/** A proxy as offices have them; refuses with `refusal` where one is given. */
async function startProxy(refusal?: number) {
  const seen: string[] = []
  const { server, origin } = await listen((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? 'nobody'}`)
    if (refusal !== undefined) return void response.writeHead(refusal).end()
    const { method, headers } = request
    httpRequest(request.url!, { method, headers }, answer => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    }).end()
  })
  server.on('connect', (request, socket) => {
    seen.push(`${request.method} ${request.url}`)
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`)
    const [host, port] = request.url!.split(':')
    const target = connect(Number(port), host, () => socket.write('HTTP/1.1 200 Established\r\n\r\n'))
    target.on('error', () => socket.destroy())
    socket.on('error', () => target.destroy())
    target.pipe(socket).pipe(target)
  })
  return { seen, origin }
}

function fetchFrom(url: string) {
  const part = partPath(temporaryFolder(), url)
  mkdirSync(dirname(part))
  return download({ url, format: 'pb' }, part, { stallMs: 2000, backOffMs: 1 })
}

test.each(['HTTP_PROXY', 'http_proxy'])('%s is used, for http without a tunnel', async name => {
  const { seen, origin } = await startProxy()
  const { url, requests } = await serve(sends(body))
  vi.stubEnv(name, origin)
  await expect(fetchFrom(url)).resolves.toMatchObject({ bytes: 10_000 })
  expect(seen).toEqual([`GET ${url} nobody`])
  expect(requests).toHaveLength(1)
})

test('a name and a password in the address are given to the proxy alone', async () => {
  const { seen, origin } = await startProxy()
  const { url, requests } = await serve(sends(body))
  vi.stubEnv('HTTP_PROXY', origin.replace('//', '//me:se%23cret@'))
  await fetchFrom(url)
  expect(seen).toEqual([`GET ${url} Basic ${Buffer.from('me:se#cret').toString('base64')}`])
  expect(requests[0]!.headers.authorization).toBeUndefined()
})

test.each(['HTTPS_PROXY', 'https_proxy'])('%s is asked for a tunnel for https', async name => {
  const { seen, origin } = await startProxy()
  const { url } = await serve(sends(body)) // speaks no TLS: the way to it is what is tested
  vi.stubEnv(name, origin)
  await expect(fetchFrom(url.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' })
  expect(seen).toContain(`CONNECT ${new URL(url).host}`)
})

test.each([
  ['NO_PROXY', '127.0.0.1'],
  ['no_proxy', 'elsewhere.example, 127.0.0.1'],
  ['NO_PROXY', '*'],
])('%s=%s keeps the proxy out', async (name, hosts) => {
  const { seen, origin } = await startProxy()
  const { url } = await serve(sends(body))
  vi.stubEnv('HTTP_PROXY', origin)
  vi.stubEnv(name, hosts)
  await expect(fetchFrom(url)).resolves.toMatchObject({ bytes: 10_000 })
  expect(seen).toEqual([])
})

test.each([
  ['http:', 407],
  ['https:', 407],
  ['https:', 403],
])('a proxy that refuses %s with %i is named as what refuses', async (protocol, code) => {
  const { seen, origin } = await startProxy(code)
  vi.stubEnv('HTTP_PROXY', origin)
  await expect(fetchFrom(`${protocol}//models.example/model.pb`)).rejects.toThrow(
    `models.example: the proxy refuses with status ${code}`,
  )
  expect(seen).toHaveLength(1)
})

test.each(['proxy.example.com:8080', 'not an address', 'socks5://me:secret@127.0.0.1:1080', 'http://['])(
  'HTTPS_PROXY=%s is refused, and not repeated',
  async text => {
    vi.stubEnv('HTTPS_PROXY', text)
    const error = await fetchFrom('https://models.example/model.pb').catch(error => error)
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'HTTP_PROXY or HTTPS_PROXY: expected an address of http but received another text.',
      hint: expect.stringContaining('SOCKS proxies cannot be used'),
    })
    expect(error.message).not.toContain(text)
  },
)
