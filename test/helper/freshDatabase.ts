import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** URL of a new database with fovea's tables and no rows, for one test file. It goes when the run ends. */
export async function freshDatabase(): Promise<string> {
  return cloneOf('fovea_template')
}

/** URL of a new database with nothing in it. */
export async function emptyDatabase(): Promise<string> {
  return cloneOf('template0')
}

async function cloneOf(template: string): Promise<string> {
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
