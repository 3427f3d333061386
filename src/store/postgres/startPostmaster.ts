import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fchownSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Owner } from './owner.ts'

/**
 * Given on the command line, where neither postgresql.conf nor ALTER SYSTEM overrides them.
 * A promise of fovea is that no acknowledged write is lost: the first three stay on.
 */
const settings = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // a socket's path has at most 107 bytes, and its folder other users
  max_connections: '100', // a server, its workers and a psql; a connection costs memory only while it is used
  shared_buffers: '128MB', // said here, as initdb settles for less on a busy machine
  random_page_cost: '1.1', // of an SSD; the default is that of a disk's arm and avoids indexes
  timezone: 'UTC', // a day is the same day on every machine
  log_timezone: 'UTC',
  log_checkpoints: 'off', // two lines every five minutes, for ever
  log_line_prefix: '%m [%p] ',
} as const

const MAX_LOG_BYTES = 10 * 1024 * 1024

/** A Postgres that was started and may not have come up yet. */
export type Starting = {
  /** false once it has ended, which it does when it cannot serve the folder or another one already does */
  running(): boolean
  /** what it said when it ended, one line a complaint */
  complaints(): string
}

type Start = { postgres: string; directory: string; owner: Owner; port: number; logFile: string }

/**
 * Starts Postgres in a session of its own, so that Ctrl-C does not reach it and it outlives this process; it appends
 * to `logFile`, which is set aside as `logFile`.1 once it has 10 MB.
 */
export function startPostmaster({ postgres, directory, owner, port, logFile }: Start): Starting {
  setLogAside(logFile)
  const log = openSync(logFile, 'a+', 0o600)
  if (owner) fchownSync(log, owner.uid, owner.gid)
  const logged = fstatSync(log).size
  const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child: ChildProcess = spawn(postgres, ['-D', directory, ...options], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
    ...owner,
  })
  closeSync(log)
  let refusal = ''
  child.once('error', error => {
    refusal = `${error.message} (Alpine and other systems without glibc cannot run it)`
  })
  child.unref()
  return {
    running: () => refusal === '' && child.exitCode === null && child.signalCode === null,
    complaints() {
      if (refusal !== '') return refusal
      const lines = readFrom(logFile, logged).split('\n')
      const said = lines.filter(line => /FATAL|PANIC|HINT|DETAIL|error while loading/.test(line))
      return said.map(line => line.replace(/^.*?(FATAL|PANIC|HINT|DETAIL): +/, '')).join('; ')
    },
  }
}

/** A TCP port of 127.0.0.1 that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise(done => server.close(done))
  if (address === null || typeof address === 'string') throw new Error(`Expected a TCP address but got ${address}`)
  return address.port
}

function setLogAside(logFile: string) {
  try {
    if (statSync(logFile).size > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.1`)
  } catch {
    // no log yet
  }
}

function readFrom(file: string, offset: number): string {
  const handle = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(Math.min(Math.max(fstatSync(handle).size - offset, 0), 65_536))
    readSync(handle, bytes, 0, bytes.length, offset)
    return bytes.toString()
  } finally {
    closeSync(handle)
  }
}
