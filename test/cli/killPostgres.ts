import { readdirSync, readFileSync } from 'node:fs'
import { readPostmaster, servesFolder } from '../../src/store/postgres/postmasterFile.ts'

/** Whose parent `pid` is, by /proc; none where there is no /proc. */
function childrenOf(pid: number): number[] {
  try {
    const all = readdirSync('/proc').map(Number).filter(Number.isInteger)
    return all.filter(each => parentOf(each) === pid)
  } catch {
    return []
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined // it has ended
  }
}

/** kill -9 of the Postgres that serves `directory` and of all its processes, as when the power goes; none is fine. */
export function killPostgres(directory: string): void {
  const pid = readPostmaster(directory)?.pid
  if (pid === undefined || servesFolder(pid, directory) === false) return
  process.kill(pid, 'SIGSTOP') // so that it starts no more
  for (const each of [...childrenOf(pid), pid]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // it has ended
    }
  }
}
