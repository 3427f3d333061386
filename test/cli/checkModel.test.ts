import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { demoManifest } from '../detector/demoManifest.ts'
import { runFovea } from '../helper/runFovea.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const picture = resolve('demo/scenes/000001.jpg')

/** A folder with the demo model under another manifest. */
function folderWith(changes: Parameters<typeof demoManifest>[0]): string {
  const folder = temporaryFolder()
  const file = resolve('models/demo-retinanet.onnx')
  writeFileSync(join(folder, 'm.json'), JSON.stringify(demoManifest({ name: 'm', file, ...changes })))
  return folder
}

const check = (folder: string, ...args: string[]) =>
  runFovea(['models', 'check', 'm', ...args], { FOVEA_MODELS: folder }).ended

const { outputs } = demoManifest()
const fromOne = 'labels' in outputs ? { ...outputs, labels: { ...outputs.labels, base: 1 as const } } : outputs

test('a manifest whose labels begin at 1 where the model begins at 0 is told of twelve scenes, with exit code 1', async () => {
  const { code, stdout, stderr } = await check(folderWith({ outputs: fromOne }), '--json')
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const report = JSON.parse(stdout)
  expect(report).toMatchObject({ model: 'm', labelBase: 1, verdict: 'WRONG' })
  const [{ pictures, found, categories }, ...more] = report.views
  expect({ more, pictures: pictures.length }).toEqual({ more: [], pictures: 12 })
  expect(pictures[0]).toEqual({ path: picture, width: 640, height: 480, seconds: expect.any(Number) })
  expect(pictures[0].seconds).toBeGreaterThan(0)
  expect(found).toBe(categories.reduce((sum: number, category: { found: number }) => sum + category.found, 0))
  const { objects, matches } = report.scenes
  expect(matches.other / objects).toBeGreaterThan(0.5)
  expect(matches.base / objects).toBeLessThan(0.2)
  expect(report.problems).toEqual([
    'The model answered label 0, but the manifest names 1 to 80; with base 0 all would have one.',
    expect.stringMatching(/^With base 0 \d+ objects have their own name, .* the base is likely 0\.$/),
  ])
})

test('a label beyond the names of the manifest is told, not thrown', async () => {
  const { code, stdout, stderr } = await check(folderWith({ labels: ['person', 'bicycle'] }), '--image', picture)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(/^looks wrong: The model answered label 2, .* but the manifest names 0 to 1; /m)
})

test('a picture shows the names under both bases, for a person to choose', async () => {
  const { code, stdout } = await check(folderWith({}), '--image', picture, picture)
  expect(code).toBe(0)
  const [title, head, first, ...rest] = stdout.split('\n')
  expect(title).toMatch(/000001\.jpg {2}640 × 480 {2}\d+ found in \d+\.\d\d s$/)
  expect(head).toMatch(/^ {2}with base 0, as it is {2}with base 1 +found {2}best score$/)
  expect(first).toMatch(/^ {2}tennis racket +surfboard +\d+ {2}0\.\d{3}$/)
  expect(rest.filter(line => line.startsWith(title!.slice(0, 20)))).toHaveLength(1)
})

test('a model that there is not, and a picture that there is not or that is none, are one line', async () => {
  const folder = folderWith({})
  const none = await runFovea(['models', 'check', 'x'], { FOVEA_MODELS: folder }).ended
  expect(none).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^fovea: There is no model named "x"/),
  })
  const missing = join(folder, 'x.jpg')
  expect(await check(folder, '--image', missing)).toEqual({
    code: 1,
    stdout: '',
    stderr: `fovea: Expected an image at ${missing} but there is no such file.\n`,
  })
  const broken = join(folder, 'broken.jpg')
  writeFileSync(broken, 'hello')
  expect(await check(folder, '--image', picture, broken)).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(`^fovea: ${broken}: .*\n$`),
  })
})

test('a missing picture is told before the models are read, whose files may be large', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'm.json'), '{')
  const missing = join(folder, 'x.jpg')
  expect(await check(folder, '--image', picture, missing)).toEqual({
    code: 1,
    stdout: '',
    stderr: `fovea: Expected an image at ${missing} but there is no such file.\n`,
  })
})
