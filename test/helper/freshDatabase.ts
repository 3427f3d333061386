import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
// What is injected is declared there.
import type {} from './globalSetup.ts'

/**
 * URL of a new database for one test file, with fovea's tables and no rows, or with nothing when it is a clone of
 * template0. It goes when the run ends.
 */
export async function freshDatabase(template = 'fovea_template'): Promise<string> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const url = inject('postgresUrl')
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  } finally {
    await admin.end()
  }
  return url.replace('/postgres?', `/${name}?`)
}
