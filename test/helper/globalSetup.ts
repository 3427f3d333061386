import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { installQueues } from '../../src/queue/installQueues.ts'
import { migrate } from '../../src/store/postgres/migrate.ts'
import { openPostgres } from '../../src/store/postgres/openPostgres.ts'
import { buildPage } from './buildPage.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** a database in the Postgres of this run; freshDatabase() makes another beside it */
    postgresUrl: string
    /** folder of this run for the big files that retinaNetFile() unpacks, removed at the end */
    retinaNetFolder: string
  }
}

/** The page, built; one Postgres for the whole run, in a folder that goes with it; and the migrated database that all tests clone. */
export default async function setup(project: TestProject) {
  if (!existsSync(resolve('../shared')))
    console.log(
      'Tests that compare with ../shared (real detectors, photographs) are skipped: there is no such folder here.',
    )
  const folder = mkdtempSync(join(tmpdir(), 'fovea-test-'))
  chmodSync(folder, 0o755) // as root, Postgres runs as another user
  const retinaNetFolder = join(folder, 'retinanet')
  mkdirSync(retinaNetFolder)
  project.provide('retinaNetFolder', retinaNetFolder)
  const building = buildPage()
  let stop = async () => {}
  const teardown = async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const postgres = await openPostgres(folder, console)
    stop = postgres.stop
    const admin = new pg.Client({ connectionString: postgres.url })
    await admin.connect()
    await admin.query('CREATE DATABASE fovea_template')
    await admin.end()
    const migrations = resolve(import.meta.dirname, '../../prisma/migrations')
    const template = postgres.url.replace('/postgres?', '/fovea_template?')
    if (existsSync(migrations)) await migrate(template, migrations)
    await installQueues(template)
    await building
    project.provide('postgresUrl', postgres.url)
    return teardown
  } catch (error) {
    await teardown()
    throw error
  }
}
