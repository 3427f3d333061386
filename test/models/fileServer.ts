import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Listens on this machine until the test is over. */
export async function listen(onRequest: RequestListener) {
  const server = createServer(onRequest)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Gives the first request the first answer, and so on; the last one to all that follow. */
export async function serve(...answers: Answer[]) {
  const requests: IncomingMessage[] = []
  const { origin } = await listen((request, response) => {
    requests.push(request)
    answers[Math.min(requests.length, answers.length) - 1]!(request, response)
  })
  return {
    url: `${origin}/model.pb`,
    /** what was asked for: path and Range, in this order */
    asked: () => requests.map(({ url, headers }) => `${url} ${headers.range ?? 'whole'}`),
    requests,
  }
}

type Sent = {
  etag?: string
  lastModified?: string
  /** bytes of this answer after which the connection breaks, or hangs */
  breakAfter?: number
  hangAfter?: number
  ignoresRange?: boolean
  ignoresIfRange?: boolean
  /** in place of the right headers */
  headers?: Record<string, string | number | undefined>
}

/** A file as a server of files gives it, ranges too, and what may go wrong with that. */
export function sends(body: Buffer, sent: Sent = {}): Answer {
  const { etag = '"one"', lastModified, breakAfter, hangAfter, ignoresRange, ignoresIfRange } = sent
  return (request, response) => {
    const { range, 'if-range': ifRange } = request.headers
    const first = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const isSame = ifRange === undefined || ifRange === etag || ifRange === lastModified || ignoresIfRange
    const from = ignoresRange || !isSame ? 0 : first
    if (from > 0 && from >= body.length) return void response.writeHead(416).end()
    const part = body.subarray(from)
    const headers = {
      'content-length': part.length,
      ...(etag === '' ? {} : { etag }),
      ...(lastModified === undefined ? {} : { 'last-modified': lastModified }),
      ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
      ...sent.headers,
    }
    const given = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string][]
    response.writeHead(from === 0 ? 200 : 206, Object.fromEntries(given))
    const stop = breakAfter ?? hangAfter
    if (stop === undefined) return void response.end(part)
    response.write(part.subarray(0, stop), () => {
      if (breakAfter !== undefined) request.socket.end() // destroyed, it could take back what was written
    })
  }
}

export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(code, headers).end('what the server says of it')
