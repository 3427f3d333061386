import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { startFoveaWorker } from '../startFoveaWorker.ts'
import { stopOnSignal } from './stopOnSignal.ts'

/** `fovea worker`: works on evaluations until a signal ends it, also one that comes while it still starts. */
export async function work(config: Config): Promise<void> {
  const starting = startFoveaWorker({ config, log: createLog(config.logLevel) })
  const asked = stopOnSignal(async () => (await starting).stop())
  const { database, detector } = await starting
  if (asked.aborted) return

  const { model, models } = detector
  const names = [model, ...models.filter(other => other !== model)].map(({ manifest }) => manifest.name)
  const lines = ['fovea worker is ready', `  database    ${database}`, `  models      ${names.join(', ')}`]
  console.log(lines.join('\n')) // at once, so that whoever waits for it has all of it
}
