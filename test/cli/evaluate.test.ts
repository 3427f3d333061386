import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/evaluateCoco.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { runFovea } from '../helper/runFovea.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const scenes = resolve(import.meta.dirname, '../../demo/scenes')
const instances = JSON.parse(readFileSync(join(scenes, 'instances.json'), 'utf8'))

/**
 * The first scenes with their part of the ground truth, in one folder: as exports come, `annotations.json` and `images`,
 * or as demo/scenes is, all files beside each other, with two of JSON that are no ground truth.
 */
function dataSet(count: number, layout: 'EXPORT' | 'DEMO' = 'EXPORT') {
  const folder = temporaryFolder()
  const set = join(folder, 'set')
  const photos = layout === 'DEMO' ? set : join(set, 'images')
  mkdirSync(photos, { recursive: true })
  const images = instances.images.slice(0, count)
  const ids = new Set(images.map(({ id }: { id: number }) => id))
  const annotations = instances.annotations.filter(({ image_id }: { image_id: number }) => ids.has(image_id))
  const truth = { ...instances, images, annotations }
  const file = join(set, layout === 'DEMO' ? 'instances.json' : 'annotations.json')
  writeFileSync(file, JSON.stringify(truth))
  for (const { file_name } of images) copyFileSync(join(scenes, file_name), join(photos, file_name))
  if (layout === 'DEMO')
    for (const name of ['expected-stats.json', 'reference-detections.json'])
      copyFileSync(join(scenes, name), join(set, name))
  return { set, file, photos, FOVEA_DATA: join(folder, 'data'), truth }
}

test('a folder is evaluated: numbers alone on stdout, the work on stderr; the second time nothing is done again', async () => {
  const { set, FOVEA_DATA, truth } = dataSet(6)
  const report = join(FOVEA_DATA, '../report.html')
  const first = await runFovea(['evaluate', set, '--json'], { FOVEA_DATA }).ended
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('fovea: 6 photos added, 0 there already\n') })
  expect(first.stderr).toContain('fovea: 6 photos detected\n')
  expect(first.stderr).toMatch(/^fovea: evaluation evl_[0-9a-f]{32}$/m)
  const result = JSON.parse(first.stdout)
  expect(Object.keys(result).sort()).toEqual(
    ['byArea', 'perCategory', 'protocol', 'reasons', 'recallByCap', 'summary', 'warnings'].sort(),
  )

  const images = truth.images.map(({ file_name }: { file_name: string }) => join(set, 'images', file_name))
  const detected = JSON.parse((await runFovea(['detect', '--json', '--min-score', '0', ...images]).ended).stdout)
  const found = detected.flatMap(({ detections }: { detections: Detected[] }, index: number) =>
    detections.map(({ category, score, box }) => ({
      image_id: truth.images[index].id,
      category_id: truth.categories.find(({ name }: { name: string }) => name === category.name).id,
      bbox: [box.x, box.y, box.width, box.height],
      score,
    })),
  )
  expect(result.summary.ap).toBeGreaterThan(0.3)
  expect(result.summary).toEqual(evaluateCoco(truth, found).summary)

  const second = await runFovea(['evaluate', set, '--report', report], { FOVEA_DATA }).ended
  expect(second.code).toBe(0)
  expect(second.stderr).toContain('fovea: ground truth known already\nfovea: 0 photos added, 6 there already\n')
  expect(second.stderr).toContain('fovea: every photo had been detected before\n')
  expect(second.stdout).toContain(`maxDets=100 ] = ${result.summary.ap.toFixed(3)}\n`)
  expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>/)
})

type Detected = {
  category: { name: string }
  score: number
  box: { x: number; y: number; width: number; height: number }
}

const ends = async (args: readonly string[], variables: Record<string, string>, message: RegExp) => {
  const { code, stdout, stderr } = await runFovea(['evaluate', ...args], variables).ended
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
}

test('what cannot be asked for ends with exit code 2 and one message, before a database is made', async () => {
  const { set, file, FOVEA_DATA } = dataSet(1)
  for (const [args, message] of [
    [[join(set, 'nothing.json')], /^fovea: Expected a data set, .* but '.*nothing\.json' does not exist\.\n$/],
    [[file, '--images', join(set, 'gone')], /^fovea: Expected for --images .* but '.*gone' does not exist\.\n$/],
    [[file, '--report', join(set, 'gone/r.html')], /^fovea: Cannot write the report into .*gone .*\.\n$/],
    [[file, '--model', 'yolo'], /^fovea: There is no model named "yolo"; there are: demo\. .*\n$/],
  ] as const)
    await ends(args, { FOVEA_DATA }, message)
  expect(existsSync(FOVEA_DATA)).toBe(false)
})

test('what cannot be evaluated ends with exit code 2, one message and no numbers', async () => {
  const { set, file } = dataSet(2)
  const empty = join(set, '..', 'empty')
  mkdirSync(empty)
  writeFileSync(join(empty, 'broken.json'), '{"images": [')
  const DATABASE_URL = await freshDatabase()
  await ends([join(empty, 'broken.json')], { DATABASE_URL }, /^fovea: .*broken\.json.*\n$/)
  await ends([file, '--images', empty], { DATABASE_URL }, /PHOTOS_MISSING\)\nfovea: Nothing was evaluated\.\n$/)
})

test('in a folder like that of the demo the ground truth is found; photos that do not fit are told, the others evaluated', async () => {
  const { set, photos, truth } = dataSet(3, 'DEMO')
  const DATABASE_URL = await freshDatabase()
  copyFileSync(
    resolve(import.meta.dirname, '../fixtures/detector/scene-333x250.jpg'),
    join(photos, truth.images[0].file_name),
  )
  const refused = await runFovea(['evaluate', set], { DATABASE_URL }).ended
  expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' })
  expect(refused.stderr).toMatch(/^fovea: 1 of 3 images has no photo\. .*\(--images\).* \(PHOTOS_MISSING\)$/m)

  const args = [set, '--model', 'demo', '--override', 'PHOTOS_MISSING', '--tag', 'a', 'b']
  const { code, stdout, stderr } = await runFovea(['evaluate', ...args], { DATABASE_URL }).ended
  expect(code).toBe(0)
  expect(refused.stderr).toMatch(/^fovea: 2 photos added, 0 there already, 1 not used, 1 images without a photo$/m)
  expect(refused.stderr).toMatch(/^fovea: warning: .*000001\.jpg: .* \(IMAGE_SIZE_MISMATCH\)$/m)
  expect(stderr).toMatch(/^fovea: warning: .* \(IMAGES_NOT_EVALUATED\)$/m)
  expect(stdout.match(/^ Average (Precision|Recall) /gm)).toHaveLength(12)
})
