import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const main = resolve(import.meta.dirname, '../bin/fovea.js')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    response => response.ok,
    () => false,
  )
}

/** A folder for a database, removed by `remove`. */
export function dataFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  chmodSync(folder, 0o755) // mkdtemp makes it 0700, which shuts out the user that Postgres runs as under root
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** `fovea serve` as a user starts it, on a free port; ready when it returns. */
export async function startServerProcess(variables: Record<string, string>) {
  const url = `http://127.0.0.1:${await freePort()}`
  const began = performance.now()
  const env = { ...process.env, FOVEA_LOG_LEVEL: 'warn', ...variables, PORT: new URL(url).port }
  const child = spawn(process.execPath, [main, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('the server did not start')
    await sleep(10)
  }
  return {
    url,
    pid: child.pid!,
    startMs: performance.now() - began,
    async stop(): Promise<void> {
      child.kill('SIGTERM')
      await ended
    },
  }
}
