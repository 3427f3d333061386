import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { installQueues } from '../queue/installQueues.ts'
import { openDatabase } from '../store/openDatabase.ts'
import { stopOnSignal } from './stopOnSignal.ts'

/** `fovea migrate`: brings the database's tables up to date. */
export async function migrate({ databaseUrl, dataDir, logLevel }: Config): Promise<void> {
  const opening = openDatabase({ databaseUrl, dataDir, log: createLog(logLevel) })
  stopOnSignal(async () => (await opening).close())
  const { url, applied, description, close } = await opening
  try {
    await installQueues(url)
    console.log(
      applied.length === 0
        ? `Up to date: ${description}`
        : `Applied to ${description}:\n${applied.map(name => `  ${name}`).join('\n')}`,
    )
  } finally {
    await close()
  }
}
