import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ArchiveLimits } from '../../src/archive/archiveBudget.ts'
import { readArchive } from '../../src/archive/readArchive.ts'
import { withTemporaryFolder } from '../../src/archive/withTemporaryFolder.ts'
import { makers } from './makeArchives.ts'

/** What comes out of an archive, by name. */
const filesOf = (archive: Buffer, limits: Partial<ArchiveLimits> = {}) =>
  withTemporaryFolder(async folder => {
    const path = join(folder, 'archive')
    await writeFile(path, archive)
    const files: Record<string, Buffer> = {}
    for await (const { name, bytes } of readArchive(path, limits)) files[name] = await bytes()
    return files
  })

describe.each(makers)('%s', (_kind, make) => {
  test('every file comes whole, by its path, folders and empty files included', async () => {
    const large = randomBytes(3_000_000)
    const content = { 'a.txt': 'one', 'images/train/b.jpg': large, 'empty.txt': '', 'ä ü/日本.txt': 'named' }
    const files = await filesOf(await make(content))
    expect(Object.keys(files)).toEqual(Object.keys(content))
    expect(files['a.txt']!.toString()).toBe('one')
    expect(files['images/train/b.jpg']!.equals(large)).toBe(true)
    expect(files['empty.txt']!.length).toBe(0)
  })
})
