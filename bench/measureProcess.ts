import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** `peakMb`: the most memory that the process held at a time, sampled every few milliseconds (Linux; else NaN). */
export type Measured = { seconds: number; peakMb: number; stdout: string }

/** Runs a whole process, from its start to its end. */
export async function measureProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const begun = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', data => (stdout += data))
  child.stderr.on('data', data => (stderr += data))
  let peakMb = Number.NaN
  const sampling = setInterval(() => {
    peakMb = peakOf(child.pid) ?? peakMb
  }, 4)
  const ended = once(child, 'close')
  await once(child, 'exit')
  const seconds = (performance.now() - begun) / 1000
  clearInterval(sampling)
  const [code] = await ended
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr}`)
  return { seconds, peakMb, stdout }
}

/** Most memory that a process has held so far, in MB; undefined where the system does not say, or it has ended. */
export function peakOf(pid: number | undefined): number | undefined {
  try {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))
    return peak ? Number(peak[1]) / 1024 : undefined
  } catch {
    return undefined
  }
}
