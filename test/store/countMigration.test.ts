import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createStore } from '../../src/store/createStore.ts'
import { migrate } from '../../src/store/postgres/migrate.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { countersOf, wrongCounters } from './counters.ts'
import { newRun } from './newRun.ts'
import { repeatableRead } from './repeatableRead.ts'

const migrations = resolve(import.meta.dirname, '../../prisma/migrations')
const [person, cat] = [1, 17]

/** The migrations up to the one that brought the counters, without it. */
function migrationsBefore(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const each of readdirSync(migrations).filter(each => each < name && /^\d/.test(each)))
    cpSync(join(migrations, each), join(folder, each), { recursive: true })
  return folder
}

test('a database that the version before has filled counts what is there, then what comes and goes', async () => {
  const url = await freshDatabase('template0')
  await migrate(url, migrationsBefore('20261121205027'))
  const store = createStore(url)
  const database = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const { id } = await store.models.register({ name: 'm', sha256: 'a', preprocessing: 'b', manifest: {} })
    const saved = await store.runs.save([
      newRun(id, 'old', [
        [cat, 0.95],
        [cat, 0.7],
        [person, 0.35],
      ]),
      newRun(id, 'older', [
        [cat, 0.949],
        [cat, 0.15],
        [cat, 0.01],
      ]),
    ])
    await database.query("UPDATE detection SET created_at = '2026-01-31T23:59:59.999999Z' WHERE run_id = $1", [
      saved[1]!.id,
    ])
    expect((await migrate(repeatableRead(url), migrations)).at(0)).toMatch(/count_detections/)
    expect(await countersOf(database, cat)).toEqual([5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 1])
    expect(await wrongCounters(database)).toEqual([])
    await store.runs.save([newRun(id, 'new', [[cat, 0.9]])])
    await store.images.delete(saved[0]!.imageId)
    expect(await countersOf(database, cat)).toEqual([4, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0])
    expect(await wrongCounters(database)).toEqual([])
  } finally {
    await database.end()
    await store.close()
  }
})
