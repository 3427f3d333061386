import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { extractArchive } from '../../src/archive/extractArchive.ts'
import { withTemporaryFolder } from '../../src/archive/withTemporaryFolder.ts'
import { type Content, makers, makeTar, makeZip } from './makeArchives.ts'

type Options = Parameters<typeof extractArchive>[2]

/** Unpacks into a folder `into` that stands beside others, and says what is in all of them, or the error's code. */
const extracted = (archive: Buffer, options: Options = {}) =>
  withTemporaryFolder(async folder => {
    const into = join(folder, 'into')
    await mkdir(into)
    await writeFile(join(folder, 'archive'), archive)
    const outcome = await extractArchive(join(folder, 'archive'), into, options).catch(error => {
      expect(error).toMatchObject({ code: 'ARCHIVE_INVALID', message: expect.any(String) })
      return 'ARCHIVE_INVALID' as const
    })
    const files: Content = {}
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) files[path.slice(folder.length + 1)] = await readFile(path)
    }
    delete files.archive
    return { outcome, files }
  })

test.each(makers)('%s: every file lies where its name says, with its bytes', async (_, make) => {
  const large = randomBytes(3_000_000)
  const { outcome, files } = await extracted(await make({ 'a.txt': 'one', 'x/y/b.bin': large, 'x/empty': '' }))
  expect(outcome).toEqual(['a.txt', 'x/y/b.bin', 'x/empty'])
  expect(Object.keys(files).sort()).toEqual(['into/a.txt', 'into/x/empty', 'into/x/y/b.bin'])
  expect((files['into/x/y/b.bin'] as Buffer).equals(large)).toBe(true)
})

test.each(makers)('%s: only the files that are wanted are written', async (_, make) => {
  const archive = await make({ 'labels/a.txt': '1', 'images/a.jpg': '2', 'data.yaml': '3' })
  const { outcome, files } = await extracted(archive, { accept: name => !name.endsWith('.jpg') })
  expect(outcome).toEqual(['labels/a.txt', 'data.yaml'])
  expect(Object.keys(files).sort()).toEqual(['into/data.yaml', 'into/labels/a.txt'])
})

test.each(makers)('%s: nothing is written outside the folder', async (_, make) => {
  for (const name of ['../evil.txt', 'a/../../evil.txt', '/tmp/fovea-evil.txt', '..\\evil.txt', '../into/evil.txt']) {
    const { outcome, files } = await extracted(await make({ [name]: 'evil' }))
    expect(Object.keys(files).filter(file => !file.startsWith('into/'))).toEqual([])
    expect(outcome).toBe('ARCHIVE_INVALID')
  }
  await expect(stat('/tmp/fovea-evil.txt')).rejects.toMatchObject({ code: 'ENOENT' })
})

test('nothing is written through a link that the archive brings', async () => {
  const inTar = await makeTar({ 'out/evil.txt': 'evil' }, [{ name: 'out', type: 'symlink', linkname: '..' }])
  expect(await extracted(inTar)).toEqual({ outcome: 'ARCHIVE_INVALID', files: {} })
  const hard = await makeTar({ a: 'evil' }, [{ name: 'a', type: 'link', linkname: '../archive' }])
  expect(await extracted(hard)).toEqual({ outcome: 'ARCHIVE_INVALID', files: {} })
  const inZip = await makeZip({ out: '..' }, { mode: 0o120777 })
  expect(await extracted(inZip)).toEqual({ outcome: 'ARCHIVE_INVALID', files: {} })
})

test('nothing that is in the folder already is written over, or followed', async () => {
  await withTemporaryFolder(async folder => {
    await mkdir(join(folder, 'into'))
    await writeFile(join(folder, 'archive'), await makeZip({ 'a.txt': 'new' }))
    await writeFile(join(folder, 'victim'), 'old')
    await symlink(join(folder, 'victim'), join(folder, 'into', 'a.txt'))
    const extracting = extractArchive(join(folder, 'archive'), join(folder, 'into'))
    await expect(extracting).rejects.toMatchObject({ code: 'ARCHIVE_INVALID', message: /"a.txt"/ })
    expect(await readFile(join(folder, 'victim'), 'utf8')).toBe('old')
  })
})

test.each(makers)('%s: a name that is a file and a folder at once is refused', async (_, make) => {
  expect((await extracted(await make({ a: '1', 'a/b': '2' }))).outcome).toBe('ARCHIVE_INVALID')
  expect((await extracted(await make({ 'a/b': '1', a: '2' }))).outcome).toBe('ARCHIVE_INVALID')
})

test('a file cannot be run, whatever the archive says', async () => {
  await withTemporaryFolder(async folder => {
    await writeFile(join(folder, 'archive'), await makeZip({ run: '#!/bin/sh' }, { mode: 0o104755 }))
    await mkdir(join(folder, 'into'))
    await extractArchive(join(folder, 'archive'), join(folder, 'into'))
    expect((await stat(join(folder, 'into', 'run'))).mode & 0o7777).toBe(0o600)
  })
})
