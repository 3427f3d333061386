import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const main = resolve(import.meta.dirname, '../../bin/fovea.js')

export type Phase = 'DETECTING' | 'MATCHING' | 'ACCUMULATING' | 'COMMITTING'
export const phases: readonly Phase[] = ['DETECTING', 'MATCHING', 'ACCUMULATING', 'COMMITTING']

type Line = { evaluationId?: string; shard?: number; phase?: Phase; level: number; msg: string }

export type FoveaProcess = ReturnType<typeof startFoveaProcess>

/** `fovea serve` or `fovea worker` as a user starts it; knows by its log what it is at. */
export function startFoveaProcess(command: 'serve' | 'worker', variables: Record<string, string>) {
  const child = spawn(process.execPath, [main, command], {
    env: { PATH: process.env.PATH, FOVEA_WORKERS: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'close')
  /** what each of its jobs said last */
  const jobs = new Map<string, Phase>()
  const complaints: string[] = []
  createInterface(child.stderr).on('line', text => {
    if (!text.startsWith('{')) return void complaints.push(text)
    const { evaluationId, shard, phase, level, msg }: Line = JSON.parse(text)
    if (level >= 50) complaints.push(text)
    if (evaluationId === undefined || msg !== 'evaluation') return
    const job = `${evaluationId}/${shard ?? 'all'}`
    if (phase) jobs.set(job, phase)
    else jobs.delete(job)
  })
  let said = ''
  child.stdout.on('data', data => {
    said += data
  })

  return {
    command,
    /** the phases that its jobs are in */
    at: (): Phase[] => [...jobs.values()],
    complaints,
    /** Whether it says that it is ready. @throws when it has ended */
    isReady(): boolean {
      if (child.exitCode !== null) throw new Error(`fovea ${command} ended:\n${complaints.join('\n')}`)
      return said.includes('is ready')
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await ended // so that all it has said is known
    },
    /** Half a minute at most, then it is killed. */
    async stop(): Promise<void> {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await ended
      clearTimeout(timer)
    },
  }
}
