import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { openDatabase } from '../store/openDatabase.ts'

/** `fovea migrate`: brings the database's tables up to date. */
export async function migrate({ databaseUrl, dataDir, logLevel }: Config): Promise<void> {
  const log = createLog(logLevel)
  const database = await openDatabase({ databaseUrl, dataDir, log })
  const { applied, description } = database
  console.log(
    applied.length === 0
      ? `Up to date: ${description}`
      : `Applied to ${description}:\n${applied.map(name => `  ${name}`).join('\n')}`,
  )
  await database.close()
}
