import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLabels } from '../../src/models/readLabels.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'

/** The names in a file of this text, or the message without the file. */
function read(text: string | Uint8Array) {
  const path = join(temporaryFolder(), 'labels')
  writeFileSync(path, text)
  return readLabels(path).catch(error => `${error.code} ${error.message.replace(path, 'FILE')}`)
}

test.each([
  ['one name a line', 'cat\nfire hydrant\ndog\n'],
  ['lines that end as on Windows, after a byte order mark', '\uFEFFcat\r\nfire hydrant\r\ndog\r\n'],
  ['name,id in any order, with an empty line at the end', 'dog,2\ncat,0\nfire hydrant, 1\n\n'],
  ['a JSON array', '["cat", "fire hydrant",\n "dog"]'],
])('labels are read from %s', async (_, text) => {
  expect(await read(text)).toEqual(['cat', 'fire hydrant', 'dog'])
})

test('a quoted name of name,id may hold a comma and quotes', async () => {
  expect(await read('"a, ""b""",1\nc,0')).toEqual(['c', 'a, "b"'])
})

test.each([
  ['an id twice', 'cat,0\ndog,0', 'line 2: the id 0 is there twice.'],
  ['a gap', 'cat,0\ndog,2', 'line 2: expected ids from 0 to 1 without a gap but found 2.'],
  ['a row of another kind', 'cat,0\ndog', 'line 2: expected name,id but found "dog".'],
  ['the id before the name', '0,person\n1,bicycle', 'line 1: expected name,id but found "0,person".'],
  ['a head line', 'name,id\ncat,0\ndog,1', 'line 1: expected name,id but found "name,id".'],
  ['a blank name of name,id', '" ",0\ndog,1', 'line 1: expected a name but found none.'],
  ['a name twice', 'cat\ndog\ncat', 'the name "cat" is there twice.'],
  ['an empty line', 'cat\n\ndog', 'line 2: expected a name but found an empty line.'],
  ['nothing', '\n', 'expected names but found none.'],
  ['an empty array', '[]', 'expected names but found none.'],
  ['an array of numbers', '["cat", 1]', 'expected a JSON array of names but found something else in it.'],
  ['a broken array', '["cat"', expect.stringContaining('expected a JSON array of names (')],
  ['what is no text', Buffer.from([0x89, 0x48, 0x44, 0x46]), 'expected a file of labels but it is not UTF-8 text.'],
  ['a large file', Buffer.alloc(1024 * 1024 + 1, 'a\n'), 'expected a file of labels but it has more than 1 MB.'],
])('%s is told with its place', async (_, text, message) => {
  const problem = await read(text)
  expect(problem).toEqual(typeof message === 'string' ? `BAD_USER_INPUT FILE: ${message}` : message)
})

test('as many names as a file can hold are read at once', async () => {
  const names = Array.from({ length: 150_000 }, (_, id) => id.toString(36))
  expect(await read(names.join('\n'))).toHaveLength(150_000)
}, 5_000)

test('a folder and a missing file are told', async () => {
  const folder = temporaryFolder()
  await expect(readLabels(folder)).rejects.toThrow(`${folder}: expected a file of labels but it is a folder.`)
  await expect(readLabels(join(folder, 'x'))).rejects.toThrow('x: expected a file of labels but there is no such file.')
})
