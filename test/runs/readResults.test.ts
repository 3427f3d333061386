import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { readResults } from '../../src/runs/readResults.ts'
import { type Content, makers, makeTar, makeZip } from '../archive/makeArchives.ts'
import { noisyJpeg } from '../image/noisyJpeg.ts'
import { type EvaluationLab, openLab } from './evaluationLab.ts'

let lab: EvaluationLab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())

const groundTruth = packGroundTruth({
  images: [{ id: 7, file_name: 'a.jpg', width: 100, height: 100 }],
  annotations: [],
  categories: [{ id: 1, name: 'cat' }],
})
const json = JSON.stringify([{ image_id: 7, category_id: 1, bbox: [10, 20, 30, 40], score: 0.5 }])
const csv = 'image_id,category_id,x,y,width,height,score\n7,1,10,20,30,40,0.5\n'

async function read(content: string | Uint8Array, fileName: string, maxBytes = 100_000) {
  const uploadId = await lab.upload(content, fileName)
  return readResults(lab.store, { uploadId }, { groundTruth, maxBytes })
}

const spaces = ' '.repeat(200_000)
/** Gzip that holds nothing, many times over. */
const nothing = Buffer.concat(Array(10_000).fill(gzipSync('')))

test.each<[string, string | Uint8Array | Promise<Buffer>]>([
  ['as they are', `[${spaces}]`],
  ['by gzip', gzipSync(`[${spaces}]`)],
  ['by gzip twice', gzipSync(gzipSync(`[${spaces}]`))],
  ['by gzip twice, with nothing in the inner one', gzipSync(nothing)],
  ['in an archive', makeZip({ 'a.json': `[${spaces}]` })],
  ['in an archive, by gzip', makeZip({ 'a.json.gz': gzipSync(`[${spaces}]`) })],
  ['in an archive, by gzip twice', makeTar({ 'a.csv.gz': gzipSync(gzipSync(`${csv}${spaces}`)) })],
  ['in an archive, as labels', makeZip({ 'labels/a.txt': spaces, 'labels/b.txt': '' })],
])('results that are too large, packed %s, are refused by their name', async (_, content) => {
  await expect(read(await content, 'found.json')).rejects.toMatchObject({
    code: 'PAYLOAD_TOO_LARGE',
    message: expect.stringMatching(/^'found\.json.*': expected results of at most 100,000 bytes, unpacked/),
  })
})

test.each(makers)(
  'an archive, %s, has results in one file or in labels, whatever its photos weigh',
  async (_, pack) => {
    const photo = await noisyJpeg()
    const files: Content[] = [
      { 'run/results.json': json },
      { 'results.json.gz': gzipSync(json) },
      { 'results.csv': csv },
      { 'predict/labels/a.txt': '0 0.25 0.4 0.3 0.4 0.5' },
    ]
    for (const content of files) {
      const { detections, sha256 } = await read(await pack({ 'run/a.jpg': photo, ...content }), 'found.archive')
      expect([...detections.boxes], Object.keys(content)[0]).toEqual([10, 20, 30, 40])
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    }
  },
)

test('what is wrong in the file of an archive is told by its name there', async () => {
  const archive = await makeZip({ 'run/results.json': json.replace('0.5', '"high"') })
  const failed = read(archive, 'found.zip')
  await expect(failed).rejects.toMatchObject({
    code: 'DETECTIONS_INVALID',
    message: expect.stringMatching(/^'found\.zip\/run\/results\.json': .*score/),
  })
})
