import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A proxy before the database of `databaseUrl`, whose network a test can break. */
export async function tcpProxy(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let mode: 'passing' | 'refusing' | 'swallowing' = 'passing'

  function forward(from: Socket, to: Socket) {
    sockets.add(from)
    from.on('data', data => void (mode === 'passing' && to.write(data)))
    from.on('error', () => undefined)
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
  }

  const server = createServer(client => {
    if (mode === 'refusing') return void client.destroy()
    const database = connect(Number(target.port), target.hostname)
    forward(client, database)
    forward(database, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)

  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: url.href,
    /** Everything goes through; connections whose bytes were swallowed stay dead. */
    pass() {
      mode = 'passing'
    },
    /** Connections break, and new ones are closed at once, as where no server listens. */
    refuse() {
      mode = 'refusing'
      cut()
    },
    /** Connections stay open, and no byte arrives any more, as behind a cable that was pulled. */
    swallow() {
      mode = 'swallowing'
    },
    close() {
      cut()
      server.close()
    },
  }
}
