import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { killPostgres } from './killPostgres.ts'

/** An empty folder that goes when the test is over, and the Postgres in it too. */
export function temporaryFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-cli-'))
  chmodSync(folder, mode) // as root, Postgres runs as another user
  onTestFinished(() => {
    killPostgres(join(folder, 'postgres'))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 }) // it may die for a moment yet
  })
  return folder
}
