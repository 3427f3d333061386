import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { diffSchemas } from './diffSchemas.ts'

// node scripts/makeMigration.ts NAME   writes prisma/migrations/<UTC time>_NAME/migration.sql
// node scripts/makeMigration.ts --check   ends with 1 when the migrations lag behind prisma/schema.prisma
//
// The SQL is the difference between prisma/schema.prisma and prisma/migrations/schema.prisma, which holds the schema
// as the last migration left it. Read it before you commit it; what Prisma cannot express is added by hand.

const directory = resolve(import.meta.dirname, '../prisma')
const migrations = join(directory, 'migrations')
const recorded = join(migrations, 'schema.prisma')

const usage = 'Expected a name such as add_uploads (small letters, digits and _), or --check'

async function main(argument: string | undefined) {
  if (argument !== '--check' && !/^[a-z][a-z0-9_]*$/.test(argument ?? '')) throw new Error(usage)
  const schema = readFileSync(join(directory, 'schema.prisma'), 'utf8')
  const sql = await diffSchemas(existsSync(recorded) ? readFileSync(recorded, 'utf8') : undefined, schema)
  if (argument === '--check') {
    if (sql === '') return
    throw new Error(`prisma/schema.prisma has changes without a migration: node scripts/makeMigration.ts NAME\n${sql}`)
  }
  if (sql === '') return console.log('Nothing to do: the migrations make the tables of prisma/schema.prisma.')
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrations, `${time}_${argument}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), `${sql}\n`)
  writeFileSync(recorded, schema)
  console.log(`Wrote ${join(folder, 'migration.sql')}`)
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
