import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ArchiveLimits } from '../../src/archive/archiveBudget.ts'
import { readArchive } from '../../src/archive/readArchive.ts'
import { withTemporaryFolder } from '../../src/archive/withTemporaryFolder.ts'
import { type Content, makers, makeTar, makeZip } from './makeArchives.ts'

const withArchive = <Result>(archive: Buffer, run: (path: string) => Promise<Result>) =>
  withTemporaryFolder(async folder => {
    const path = join(folder, 'archive')
    await writeFile(path, archive)
    return run(path)
  })

/** What comes out of an archive, by name. */
const filesOf = (archive: Buffer, limits: Partial<ArchiveLimits> = {}) =>
  withArchive(archive, async path => {
    const files: Record<string, Buffer> = {}
    for await (const { name, bytes } of readArchive(path, limits)) files[name] = await bytes()
    return files
  })

const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message), hint: expect.any(String) })
const invalid = (message: RegExp) => refused('ARCHIVE_INVALID', message)
const tooLarge = (message: RegExp) =>
  expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE', message: expect.stringMatching(message) })

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

  test('files that nobody reads, or reads in part, are passed over', async () => {
    const content = { a: randomBytes(2_000_000), b: randomBytes(2_000_000), c: 'last', d: '' }
    const seen = await withArchive(await make(content), async path => {
      const names: string[] = []
      for await (const { name, chunks, bytes } of readArchive(path)) {
        names.push(name)
        if (name === 'b') for await (const _ of chunks()) break
        if (name === 'c') expect((await bytes()).toString()).toBe('last')
      }
      return names
    })
    expect(seen).toEqual(['a', 'b', 'c', 'd'])
  })

  test('a reader that walks away in the middle of a file, or before it, loses nothing of the next ones', async () => {
    const large = () => randomBytes(3_000_000)
    const seen = await withArchive(await make({ never: large(), begun: large(), last: 'last' }), async path => {
      const names: string[] = []
      for await (const { name, chunks, bytes } of readArchive(path)) {
        names.push(name)
        if (name === 'never') chunks()
        if (name === 'begun') await chunks()[Symbol.asyncIterator]().next()
        if (name === 'last') expect((await bytes()).toString()).toBe('last')
      }
      return names
    })
    expect(seen).toEqual(['never', 'begun', 'last'])
  })

  test('a reader that stops early is no error', async () => {
    await withArchive(await make({ a: randomBytes(2_000_000), b: randomBytes(2_000_000) }), async path => {
      const seen: string[] = []
      for await (const { name } of readArchive(path)) {
        seen.push(name)
        break
      }
      for await (const { name, chunks } of readArchive(path)) {
        seen.push(name)
        for await (const _ of chunks()) break
        break
      }
      expect(seen).toEqual(['a', 'a'])
    })
  })

  test('what archivers and file managers leave is no file', async () => {
    const content = { '.DS_Store': 'x', 'a/.hidden': 'x', '__MACOSX/a/._b.jpg': 'x', 'a/b.jpg': 'photo' }
    expect(Object.keys(await filesOf(await make(content)))).toEqual(['a/b.jpg'])
  })

  test.each(['../escape', '/tmp/escape', 'a/../../b', 'c:/escape', 'a\u0001b', `${'x'.repeat(300)}`])(
    'an entry named %j refuses all',
    async name => {
      await expect(filesOf(await make({ before: '1', [name]: '2' }))).rejects.toEqual(invalid(/has the name "/))
    },
  )

  test('the same name twice is refused, in whatever form its accents are', async () => {
    const archive = await make({ 'e\u0301.jpg': 'one', '\u00e9.jpg': 'two' })
    await expect(filesOf(archive)).rejects.toEqual(invalid(/"é.jpg" is there twice/))
  })

  test('what is cut off anywhere is refused', async () => {
    const archive = await make({ 'a.bin': randomBytes(5000), 'b.bin': randomBytes(5000) })
    for (let length = 512; length <= archive.length - 1024; length += 256)
      await expect(filesOf(archive.subarray(0, length))).rejects.toEqual(invalid(/^Expected /))
  })

  test('no limit is passed, nor is it enough to have stayed below it before', async () => {
    const archive = await make({ a: Buffer.alloc(600_000), b: Buffer.alloc(600_000), c: '' })
    await expect(filesOf(archive, { maxEntries: 2 })).rejects.toEqual(tooLarge(/at most 2 entries/))
    await expect(filesOf(archive, { maxBytes: 1_000_000 })).rejects.toEqual(tooLarge(/at most 1000000 bytes/))
    await expect(filesOf(archive, { maxEntryBytes: 500_000 })).rejects.toEqual(tooLarge(/"a" has more/))
    expect(Object.keys(await filesOf(archive, { maxEntries: 3, maxBytes: 1_300_000, maxEntryBytes: 600_000 }))).toEqual(
      ['a', 'b', 'c'],
    )
  })

  test('a file over its limit leaves the others to be read, one over the limit of all does not', async () => {
    const read = async (content: Content, limits: Partial<ArchiveLimits>) =>
      withArchive(await make(content), async path => {
        const outcomes: string[] = []
        for await (const { name, bytes } of readArchive(path, limits))
          outcomes.push(
            await bytes().then(
              () => name,
              error => error.code,
            ),
          )
        return outcomes
      })
    const large = Buffer.alloc(600_000)
    const outcomes = await read({ a: large, b: 'small', c: large }, { maxEntryBytes: 500_000 })
    expect(outcomes).toEqual(['PAYLOAD_TOO_LARGE', 'b', 'PAYLOAD_TOO_LARGE'])
    for (const content of [{ a: large, b: 'small' }, { a: large }] as Content[])
      await expect(read(content, { maxBytes: 300_000 })).rejects.toEqual(tooLarge(/at most 300000 bytes/))
  })
})

describe('ZIP', () => {
  /** Where each header of the table of contents begins, and the headers before the files. */
  const headersOf = (zip: Buffer) => {
    const places: { local: number[]; central: number[] } = { local: [], central: [] }
    for (let at = 0; at < zip.length - 4; at++) {
      if (zip.readUInt32LE(at) === 0x04034b50) places.local.push(at)
      if (zip.readUInt32LE(at) === 0x02014b50) places.central.push(at)
    }
    return places
  }
  const changed = async (change: (zip: Buffer, local: number, central: number) => void) => {
    const zip = await makeZip({ 'a.txt': 'text'.repeat(100) })
    const { local, central } = headersOf(zip)
    change(zip, local[0]!, central[0]!)
    return zip
  }

  test('files with a password are refused by name', async () => {
    const zip = await changed((zip, local, central) => {
      zip.writeUInt16LE(zip.readUInt16LE(local + 6) | 1, local + 6)
      zip.writeUInt16LE(zip.readUInt16LE(central + 8) | 1, central + 8)
    })
    await expect(filesOf(zip)).rejects.toEqual(invalid(/without a password but "a.txt"/))
  })

  test('files that are packed in a way that is not read are refused by name', async () => {
    const zip = await changed((zip, _, central) => void zip.writeUInt16LE(9, central + 10))
    await expect(filesOf(zip)).rejects.toEqual(invalid(/"a.txt" is packed by Deflate64/))
  })

  test.each([1, 200_000])('a file whose bytes differ from its checksum is refused, small or large', async times => {
    const stored = await makeZip({ 'a.txt': 'what it was'.repeat(times) }, { compress: false })
    stored.write('what it is!', stored.lastIndexOf('what it was'))
    await expect(filesOf(stored)).rejects.toEqual(invalid(/"a.txt" in it cannot be read: its checksum differs/))
  })

  test('a file that claims to be smaller than it is, or larger, is refused, and comes no further than what it claims', async () => {
    for (const claimed of [10, 500]) {
      const zip = await changed((zip, _, central) => void zip.writeUInt32LE(claimed, central + 24))
      await expect(filesOf(zip)).rejects.toEqual(invalid(/"a.txt" in it .*longer or shorter than it claims/))
    }
    const zip = await makeZip({ a: Buffer.alloc(3_000_000) })
    zip.writeUInt32LE(2_000_000, headersOf(zip).central[0]! + 24)
    await expect(filesOf(zip)).rejects.toEqual(invalid(/"a" in it cannot be read: too many bytes/))
  })

  test('a bomb ends at a multiple of its own size, however little it claims to be', async () => {
    const zip = await makeZip({ a: Buffer.alloc(150_000_000) })
    expect(zip.length).toBeLessThan(200_000)
    await expect(filesOf(zip)).rejects.toEqual(tooLarge(/at most 200 times its \d+ bytes/))
  })

  test('links and devices are refused by name', async () => {
    const link = await makeZip({ link: '/etc/passwd' }, { mode: 0o120777 })
    await expect(filesOf(link)).rejects.toEqual(invalid(/"link" is a link/))
    const device = await makeZip({ pipe: '' }, { mode: 0o010644 })
    await expect(filesOf(device)).rejects.toEqual(invalid(/"pipe" is a device/))
  })

  test('a place beyond what a number can hold ends nothing but the reading', async () => {
    const zip = await makeZip({ a: '1' })
    const end = zip.length - 22
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(2n ** 62n, 8)
    const hostile = Buffer.concat([zip.subarray(0, end), locator, zip.subarray(end)])
    await expect(filesOf(hostile)).rejects.toEqual(invalid(/beyond its end/))
  })

  test('backslashes between folders, as Windows PowerShell 5 puts them, are slashes', async () => {
    expect(Object.keys(await filesOf(await makeZip({ 'images\\a.jpg': '1' })))).toEqual(['images/a.jpg'])
    await expect(filesOf(await makeZip({ '..\\a.jpg': '1' }))).rejects.toEqual(invalid(/has the name "/))
  })

  test('names in UTF-8 that do not say so, as macOS packs them, are read as UTF-8', async () => {
    const zip = await makeZip({ 'ä.jpg': '1' })
    const { local, central } = headersOf(zip)
    zip.writeUInt16LE(0, local[0]! + 6)
    zip.writeUInt16LE(0, central[0]! + 8)
    expect(Object.keys(await filesOf(zip))).toEqual(['ä.jpg'])
  })
})

describe('tar', () => {
  test.each(['symlink', 'link', 'fifo', 'character-device', 'block-device'] as const)(
    'an entry that is a %s is refused by name',
    async type => {
      const archive = await makeTar({ 'odd/a.txt': 'through it' }, [{ name: 'odd', type, linkname: '/tmp' }])
      await expect(filesOf(archive)).rejects.toEqual(invalid(/"odd" is a (link|device or a pipe)/))
    },
  )

  test('folders are no files, and their names are looked at all the same', async () => {
    const archive = await makeTar({ 'a/b': '1' }, [
      { name: './', type: 'directory' },
      { name: 'a', type: 'directory' },
    ])
    expect(Object.keys(await filesOf(archive))).toEqual(['a/b'])
    const hostile = await makeTar({}, [{ name: '../a', type: 'directory' }])
    await expect(filesOf(hostile)).rejects.toEqual(invalid(/"..\/a"/))
  })

  test('what is damaged is refused', async () => {
    const archive = await makeTar({ a: randomBytes(3000), b: randomBytes(3000) })
    archive.write('damaged', 512 + 3072 + 100)
    await expect(filesOf(archive)).rejects.toEqual(invalid(/Invalid tar header/))
  })

  test('headers count too: what has no files is not endless', async () => {
    const folders = Array.from({ length: 100 }, (_, index) => ({ name: `folder${index}`, type: 'directory' as const }))
    await expect(filesOf(await makeTar({}, folders), { maxBytes: 20_000 })).rejects.toEqual(tooLarge(/at most 20000/))
  })
})

test('a file that is no archive is refused', async () => {
  await expect(filesOf(Buffer.from('{"images": []}'))).rejects.toEqual(invalid(/begins like none/))
})
