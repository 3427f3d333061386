import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** When a connection breaks: before COMMIT reaches the database, or before its answer reaches the client. */
type Loss = 'commit' | 'answer'

/** A proxy before the database of `databaseUrl` that breaks one connection at the worst moment. */
export async function losingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let next: Loss | undefined

  const server = createServer(client => {
    const database = connect(Number(target.port), target.hostname)
    let losing = false
    const end = () => {
      client.destroy()
      database.destroy()
    }
    client.on('data', data => {
      // The protocol ends a statement by a zero; READ COMMITTED is none.
      const loss = data.includes('COMMIT\0') ? next : undefined
      if (loss) next = undefined
      if (loss === 'commit') return end()
      losing = loss === 'answer'
      database.write(data)
    })
    database.on('data', data => void (losing ? end() : client.write(data)))
    for (const socket of [client, database]) {
      sockets.add(socket)
      socket.on('error', end)
      socket.on('close', end)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)

  return {
    url: url.href,
    /** The next COMMIT, or its answer, is lost with its connection; later ones go through. */
    lose(loss: Loss) {
      next = loss
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
