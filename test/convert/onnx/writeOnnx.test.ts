import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createGraph, type Initializer } from '../../../src/convert/onnx/createGraph.ts'
import { writeOnnx } from '../../../src/convert/onnx/writeOnnx.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-write-'))
afterAll(() => rmSync(folder, { recursive: true }))

let path = ''
let files = 0
beforeEach(() => {
  path = join(folder, `${files++}.onnx`)
})

const three = (name: string): Initializer => ({
  name,
  type: 'float32',
  shape: [3],
  data: () => Float32Array.of(1, 2, 3),
})

function write(initializers: readonly Initializer[], onProgress?: (done: number, of: number) => void) {
  const graph = createGraph()
  for (const each of initializers) graph.initializer(each)
  return writeOnnx(path, graph.done(), { name: 'test', description: 'what it is', onProgress })
}

test('the size and the SHA-256 that are told are those of the file, and its description is in it', async () => {
  const { bytes, sha256 } = await write([three('a')])
  const content = readFileSync(path)
  expect({ bytes, sha256 }).toEqual({
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  })
  expect(content.includes('what it is')).toBe(true)
})

test('progress counts the tensors that are written, of all', async () => {
  const steps: number[][] = []
  await write([three('a'), three('b')], (...step) => steps.push(step))
  expect(steps).toEqual([
    [1, 2],
    [2, 2],
  ])
})

test('a file that is there stays as it is', async () => {
  writeFileSync(path, 'mine')
  await expect(write([three('a')])).rejects.toMatchObject({ code: 'EEXIST' })
  expect(readFileSync(path, 'utf8')).toBe('mine')
})

test('a tensor that does not fill its shape is an error', async () => {
  await expect(write([{ ...three('a'), shape: [4] }])).rejects.toThrow(
    new RangeError('Expected 16 bytes for a but made 12'),
  )
})

test('more than protocol buffers can hold is refused before a tensor is read or a file made', async () => {
  const data = () => {
    throw new Error('read')
  }
  await expect(write([{ ...three('a'), shape: [2 ** 29], data }])).rejects.toThrow(
    /^Expected a file of at most 2147483647 bytes but it would have 21474837\d\d$/,
  )
  expect(existsSync(path)).toBe(false)
})
