import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorBoxes } from '../../src/convert/anchorBoxes.ts'
import { chooseAnchors } from '../../src/models/chooseAnchors.ts'
import { readAnchorConfig } from '../../src/models/readAnchorConfig.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'

const config = `; of a training
[anchor_parameters]
sizes   = 32 64 128 256 512
strides = 8 16 32 64 128
ratios  = 0.5 1 2 3
scales  : 1  1.2599210498948732 1.5874010519681994
`

function read(text: string) {
  const path = join(temporaryFolder(), 'config.ini')
  writeFileSync(path, text)
  return readAnchorConfig(path).catch(error => `${error.code} ${error.message.replace(path, 'FILE')}`)
}

const [half, third, twoThirds] = [0.5, 2 ** (1 / 3), 2 ** (2 / 3)].map(Math.fround) as [number, number, number]

test('a configuration file gives five levels of ratios × scales, in float32 as in the original', async () => {
  const scales = [1, third, twoThirds]
  expect(await read(config)).toEqual(
    [32, 64, 128, 256, 512].map(size => ({
      stride: size / 4,
      boxes: anchorBoxes({ size, ratios: [half, 1, 2, 3], scales }),
    })),
  )
})

test.each([
  ['another section', config.replace('anchor_parameters', 'anchors'), 'expected a section [anchor_parameters].'],
  ['no text at all', '', 'expected a section [anchor_parameters].'],
  ['a missing field', config.replace('ratios', 'ratio'), 'anchor_parameters: expected the field ratios.'],
  [
    'an empty field',
    config.replace('0.5 1 2 3', ''),
    'ratios: expected numbers from 0.001 to 10000 with spaces between them but found none.',
  ],
  [
    'a word',
    config.replace('0.5 1', '0.5, 1'),
    'ratios: expected numbers from 0.001 to 10000 with spaces between them but found "0.5,".',
  ],
  [
    'a size below 0',
    config.replace('32 64', '-32 64'),
    'sizes: expected numbers from 0.001 to 10000 with spaces between them but found "-32".',
  ],
  [
    'a scale of which no box is left',
    config.replace(': 1 ', ': 1e-30 '),
    'scales: expected numbers from 0.001 to 10000 with spaces between them but found "1e-30".',
  ],
  [
    'a scale that no image has room for',
    config.replace(': 1 ', ': 1e30 '),
    'scales: expected numbers from 0.001 to 10000 with spaces between them but found "1e30".',
  ],
  ['four sizes', config.replace('32 64', '64'), 'sizes: expected 5, one a level from P3 to P7, but found 4.'],
  [
    'strides of another network',
    config.replace('8 16 32', '4 8 16'),
    'strides: expected 8 16 32 64 128, which the network fixes, but found 4 8 16 64 128.',
  ],
  [
    'more anchors than fit into memory',
    config.replace('0.5 1 2 3', '1 '.repeat(100_000)).replace(': 1 ', `: ${'1 '.repeat(100_000)}`),
    'expected at most 1000 ratios × scales but found 100000 × 100002.',
  ],
])('a configuration with %s is told', async (_, text, message) => {
  expect(await read(text)).toBe(`BAD_USER_INPUT FILE: ${message}`)
})

const level = (anchors: number) => ({ stride: 8, boxes: new Float32Array(anchors * 4) })
const inFile = Array<ReturnType<typeof level>>(5).fill(level(9))

test('given anchors go before those of the file, and these before the usual ones', () => {
  const given = Array<ReturnType<typeof level>>(5).fill(level(9))
  const network = { anchors: inFile, anchorsPerPosition: 9 }
  expect(chooseAnchors('f', network, given)).toEqual({ anchors: given, from: 'GIVEN' })
  expect(chooseAnchors('f', network, undefined)).toEqual({ anchors: inFile, from: 'FILE' })
})

test('a snapshot of 9 anchors has those of keras-retinanet', () => {
  const { anchors, from } = chooseAnchors('f', { anchors: undefined, anchorsPerPosition: 9 }, undefined)
  expect(from).toBe('DEFAULT')
  expect(anchors.map(({ stride }) => stride)).toEqual([8, 16, 32, 64, 128])
  expect(anchors[4]!.boxes).toEqual(anchorBoxes({ size: 512, ratios: [half, 1, 2], scales: [1, third, twoThirds] }))
})

test('a snapshot of another number of anchors needs them given, and as many as its heads have', () => {
  const network = { anchors: undefined, anchorsPerPosition: 12 }
  expect(() => chooseAnchors('f.h5', network, undefined)).toThrow(/^f\.h5: a training snapshot .* the 12 at a position/)
  expect(() => chooseAnchors('f.h5', network, inFile)).toThrow(
    'f.h5: expected 12 anchors at a position, as its heads have, but ratios × scales of --anchors are 9.',
  )
})
