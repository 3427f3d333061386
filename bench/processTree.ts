import { readdirSync, readFileSync } from 'node:fs'

// Linux only: what /proc says of a process and all that it started.

const ticksPerSecond = 100

type Process = { pid: number; parent: number; session: number; name: string; cpuMs: number }

function readProcess(pid: number): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    // Its own time and that of children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    const cpuMs = (ticks * 1000) / ticksPerSecond
    return { pid, parent: Number(fields[1]), session: Number(fields[3]), name, cpuMs }
  } catch {
    return undefined // it has ended
  }
}

/** The process and its descendants; Postgres is found too, although it runs in a session of its own. */
export function processTree(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .flatMap(entry => readProcess(Number(entry)) ?? [])
  const tree = new Set([root])
  for (let grown = true; grown; ) {
    const before = tree.size
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid)
    grown = tree.size > before
  }
  return all.filter(({ pid }) => tree.has(pid))
}

/** Memory of one process in MB, shared pages divided among those that share them. */
export function memoryOf(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))
    return Number(pss?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

export const isPostgres = ({ name }: Process) => name.startsWith('postgres')

export const sumOf = (processes: Process[], value: (process: Process) => number) =>
  processes.reduce((sum, process) => sum + value(process), 0)
