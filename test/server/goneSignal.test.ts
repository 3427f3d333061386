import { EventEmitter, once } from 'node:events'
import { createServer, get } from 'node:http'
import type { FastifyReply } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { goneSignal } from '../../src/server/goneSignal.ts'

test('it aborts when the client hangs up before it was answered, and is one signal for all who ask', async () => {
  const told = new EventEmitter()
  const server = createServer((_, raw) => told.emit('asked', { raw } as FastifyReply))
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const request = get({ port }).on('error', () => undefined)
  const [reply] = (await once(told, 'asked')) as [FastifyReply]
  const signal = goneSignal(reply)
  expect(goneSignal(reply)).toBe(signal)
  expect(signal.aborted).toBe(false)
  request.destroy()
  await once(signal, 'abort')
  expect(signal.reason).toMatchObject({ code: 'BAD_REQUEST' })
  expect(goneSignal(reply)).toBe(signal)
})

test('it is aborted from the start where the client has gone already', () => {
  const raw = Object.assign(new EventEmitter(), { closed: true })
  expect(goneSignal({ raw } as unknown as FastifyReply).aborted).toBe(true)
})
