import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { archiveKind, archiveStartBytes } from '../../src/archive/archiveKind.ts'
import { scene } from '../helper/scene.ts'
import { makeTar, makeZip } from './makeArchives.ts'

const kindOf = (bytes: Uint8Array) => archiveKind(bytes.subarray(0, archiveStartBytes))

test('an archive is known by its first bytes', async () => {
  const content = { 'a.txt': 'one', 'images/b.jpg': scene(1) }
  expect(kindOf(await makeZip(content))).toBe('ZIP')
  expect(kindOf(await makeZip({}))).toBe('ZIP')
  expect(kindOf(await makeTar(content))).toBe('TAR')
  expect(kindOf(gzipSync(await makeTar(content)))).toBe('TAR_GZ')
})

test.each([
  ['a photo', scene(1)],
  ['JSON', Buffer.from('{"images": []}')],
  ['JSON that is packed', gzipSync('{"images": []}'.repeat(1000))],
  ['CSV that says ustar', Buffer.from(`${'x'.repeat(256)},ustar,`)],
  ['a megabyte of zeros that is packed', gzipSync(Buffer.alloc(1_000_000))],
  ['gzip that is cut off', gzipSync('{}').subarray(0, 5)],
  ['what only begins like gzip', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
  ['nothing', Buffer.alloc(0)],
])('%s is no archive', (_, bytes) => {
  expect(kindOf(bytes)).toBeNull()
})
