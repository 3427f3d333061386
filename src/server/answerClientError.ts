import type { Socket } from 'node:net'
import type { ErrorCode } from '../errors.ts'

const known: Record<string, [status: string, code: ErrorCode, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'REQUEST_TIMEOUT', 'The request did not arrive whole in time.'],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'PAYLOAD_TOO_LARGE',
    'Expected headers of at most 16 KB but received more.',
  ],
}
const notHttp = [
  '400 Bad Request',
  'BAD_REQUEST',
  'Expected a request of HTTP/1.1 but received something else.',
] as const

/** Answers what Node's parser refused, in the shape of every other error, and ends the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, code, message] = known[error.code ?? ''] ?? notHttp
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const head = `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}`
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\nconnection: close\r\n\r\n${body}`)
}
