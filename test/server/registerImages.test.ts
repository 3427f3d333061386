import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { registerErrors } from '../../src/server/registerErrors.ts'
import { registerImages } from '../../src/server/registerImages.ts'
import type { Store } from '../../src/store/createStore.ts'
import { eventually } from '../helper/eventually.ts'
import { createSender } from '../helper/sender.ts'

/** More than the sockets on both sides take in. */
const bytes = new Uint8Array(32 * 1024 * 1024)
const id = '00000000-0000-4000-8000-000000000001'
const store = {
  images: { findMany: async () => [{ id, format: 'JPEG', byteSize: bytes.length }], readBytes: async () => bytes },
} as unknown as Store

test('readers that pause hold only so much, the next is told to come again, and they are left in the end', async () => {
  const app = Fastify()
  registerErrors(app)
  registerImages(app, store, { maxBytesOnTheWay: 40 * 1024 * 1024, stalledMs: 2000 })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const path = `/images/${toNodeId('Image', id)}`
  const get = () => createSender(url).send(path)
  const paused = connect(Number(new URL(url).port), '127.0.0.1')
  const ended = new Promise(resolve => paused.once('error', resolve).once('close', resolve))
  try {
    paused.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
    const refused = await eventually(async () => {
      const answer = await get()
      expect(answer.status).toBe(503)
      return answer
    })
    expect(refused.errors).toMatchObject([
      { message: expect.stringMatching(/slow readers/), extensions: { code: 'OVERLOADED' } },
    ])
    expect(refused.headers.get('retry-after')).toBe('2')
    await eventually(async () => expect((await get()).status).toBe(200))
    paused.resume()
    await ended
    expect(paused.bytesRead).toBeLessThan(bytes.length)
  } finally {
    paused.destroy()
    await app.close()
  }
})
