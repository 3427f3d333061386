import { fork } from 'node:child_process'
import { once } from 'node:events'
import { childEnvironment } from '../src/detector/childEnvironment.ts'

/** Runs a script of this folder in a process of its own with one job, and gives its one answer. */
export async function inProcess<Job extends object, Result>(script: string, job: Job): Promise<Result> {
  const child = fork(new URL(script, import.meta.url), {
    serialization: 'advanced',
    execArgv: [],
    env: childEnvironment(),
  })
  child.send(job)
  const [result] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${script} ended with ${code}`)
    }),
  ])
  return result as Result
}
