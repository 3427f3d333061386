import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readDetections } from '../../src/formats/readDetections.ts'
import { readGroundTruth } from '../../src/formats/readGroundTruth.ts'
import { readInputs } from '../../src/formats/readInputs.ts'

const truth = {
  images: [{ id: 1, file_name: 'a.jpg', width: 64, height: 64 }],
  annotations: [{ id: 1, image_id: 1, category_id: 3, bbox: [1, 2, 30, 40], area: 1200, iscrowd: 0 }],
  categories: [{ id: 3, name: 'car' }],
}
const detection = '{"image_id": 1, "category_id": 3, "bbox": [1, 2, 30, 40], "score": 0.5}'
/** Larger than what one thread reads alone. */
const large = `[${`${detection},`.repeat(250_000)}${detection}]`

function write(truthText: string, foundText: string): [string, string] {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-inputs-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const paths: [string, string] = [join(folder, 'gt.json'), join(folder, 'dt.json')]
  writeFileSync(paths[0], truthText)
  writeFileSync(paths[1], foundText)
  return paths
}

test('large results are read in two threads as one thread reads them, hashes and all', async () => {
  const [truthPath, foundPath] = write(JSON.stringify(truth), large)
  const { truth: read, found } = await readInputs(truthPath, foundPath)
  const alone = await readGroundTruth(truthPath)
  const { detections } = await readDetections(foundPath, alone.groundTruth)
  expect(read.groundTruth).toEqual(alone.groundTruth)
  expect(found.detections.scores).toHaveLength(250_001)
  expect(found.detections).toEqual(detections)
  expect(read.sha256).toBe(alone.sha256)
  expect(found.sha256).toBe(createHash('sha256').update(readFileSync(foundPath)).digest('hex'))
})

test('a bad ground truth is told in the words of its reader, whatever the detections are', async () => {
  const broken = { ...truth, images: [{ file_name: 'a.jpg' }] }
  const paths = write(JSON.stringify(broken), `${large.slice(0, -9)}`)
  await expect(readInputs(...paths)).rejects.toMatchObject({
    name: 'InvalidInput',
    code: 'DATASET_INVALID',
    message: `'${paths[0]}': images[0].id: expected an integer, received nothing.`,
  })
})

test('bad detections are told where the ground truth is good', async () => {
  const paths = write(JSON.stringify(truth), `${large.slice(0, -9)}null}]`)
  await expect(readInputs(...paths)).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringMatching(/dt\.json': detections\[250000\]/),
  })
})
