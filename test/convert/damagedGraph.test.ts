import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { changedConstant, graphBytes, graphNodes } from '../helper/graphFile.ts'
import { refusal } from './refusal.ts'

const folder = mkdtempSync(join(tmpdir(), 'fovea-graph-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'model.pb')

/** What is said of a file with these bytes. */
function refusalOf(bytes: Uint8Array): Promise<string> {
  writeFileSync(path, bytes)
  return refusal(path)
}

describe('a damaged file', () => {
  const whole = graphBytes(graphNodes())

  test.each([2, 3, 10, 63, 1000, 5000, 20_000, 50_000, 90_000, whole.length - 5])(
    'cut after %i bytes',
    async length => {
      expect(await refusalOf(whole.subarray(0, length))).toMatch(
        /but the file ends after|expected a whole graph|expected a graph with the output/,
      )
    },
  )

  test('cut between two nodes, it lacks its outputs', async () => {
    expect(await refusalOf(graphBytes(graphNodes().slice(0, 600)))).toContain(
      'expected a graph with the output filtered_detections/map/TensorArrayStack/TensorArrayGatherV3 but found ',
    )
  })

  test.each<[string, number[], string]>([
    ['a node of 1 GB', [0x0a, 0x80, 0x80, 0x80, 0x80, 0x04], 'bytes in a node but found 1073741824 at byte 6'],
    ['a node of 2^63 bytes', [0x0a, ...Array(9).fill(0xff), 0x01], 'bytes in a node but found'],
    ['a length without an end', [0x0a, ...Array(20).fill(0xff)], 'expected a number at byte 1 but found none'],
    ['groups, which are no more', [0x0a, 0x00, 0x0b], 'expected a node with a name and an operation at byte 2'],
    [
      'nodes of noise',
      [0x0a, 0x04, 0xff, 0xff, 0xff, 0xff],
      'expected a node of a graph at byte 2 but could not read it',
    ],
    [
      'many empty nodes',
      Array(2000).fill([0x0a, 0x00]).flat(),
      'expected a node with a name and an operation at byte 2',
    ],
  ])('%s', async (_, bytes, message) => {
    expect(await refusalOf(Uint8Array.from(bytes))).toContain(message)
  })

  test('1 GB of zeros after a sound graph are no part of it', async () => {
    writeFileSync(path, whole)
    truncateSync(path, 1e9)
    await expect(openKerasModel(path)).rejects.toThrow(
      `${path}: expected a field of a graph at byte ${whole.length} but found none`,
    )
    truncateSync(path, 0)
  })

  test('a file that is cut after it was opened says so when a tensor is read', async () => {
    const tensorShape = { dim: [3, 3, 512, 256].map(size => ({ size })) }
    const large = changedConstant('P3/kernel', { tensorShape, floatVal: [], tensorContent: Buffer.alloc(9 * 2 ** 19) })
    writeFileSync(path, graphBytes(large))
    const { tensors, close } = await openKerasModel(path)
    truncateSync(path, 100)
    expect(() => tensors.get('P3/kernel')!.read()).toThrow(/: expected \d+ bytes but the file ends after /)
    close()
  })
})
