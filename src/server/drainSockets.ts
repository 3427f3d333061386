import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Lets `app.close()` end as soon as the requests in work are answered: connections without one are closed at once
 * (browsers keep some open that never sent anything), the others after their answer.
 * @returns whether closing has begun
 */
export function drainSockets(app: FastifyInstance): () => boolean {
  let stopping = false
  const inWork = new Map<Socket, number>()

  app.server.on('connection', socket => {
    inWork.set(socket, 0)
    socket.once('close', () => inWork.delete(socket))
  })
  app.server.on('request', ({ socket }, response) => {
    inWork.set(socket, (inWork.get(socket) ?? 0) + 1)
    response.once('close', () => {
      const left = (inWork.get(socket) ?? 1) - 1
      if (inWork.has(socket)) inWork.set(socket, left)
      if (stopping && left === 0) socket.end()
    })
  })
  app.addHook('preClose', async () => {
    stopping = true
    for (const [socket, count] of inWork) if (count === 0) socket.destroy()
  })
  return () => stopping
}
