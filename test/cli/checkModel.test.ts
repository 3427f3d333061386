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

test('a model whose labels are right is told so, with what it saw in twelve scenes', async () => {
  const { code, stdout, stderr } = await check(folderWith({}))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = stdout.trimEnd().split('\n')
  expect(lines[0]).toMatch(/^12 of the 60 demo scenes: \d+ found, \d+\.\d\d s a scene$/)
  expect(lines[1]).toMatch(/^ {2}category +found {2}best score$/)
  expect(lines[2]).toMatch(/^ {2}[a-z ]+\d+ {2}0\.\d{3}$/)
  const [, objects, own, other] = /^of (\d+) objects (\d+) have their own name; with base 1 it would be (\d+)$/
    .exec(lines.at(-2)!)!
    .map(Number) as [number, number, number, number]
  expect(own / objects).toBeGreaterThan(0.5)
  expect(other / objects).toBeLessThan(0.2)
  expect(lines.at(-1)).toBe('nothing looks wrong')
})

test('a manifest whose labels begin at 1 where the model begins at 0 is told, with exit code 1', async () => {
  const { code, stdout } = await check(folderWith({ outputs: fromOne }), '--json')
  expect(code).toBe(1)
  const { problems, matches, labelBase, pictures, seconds } = JSON.parse(stdout)
  expect({ labelBase, pictures: pictures.length }).toEqual({ labelBase: 1, pictures: 12 })
  expect(matches.other).toBeGreaterThan(matches.base * 2)
  expect(seconds).toBeGreaterThan(0)
  expect(problems).toEqual([
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

test('a model that there is not and a picture that there is not are one line', async () => {
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
})
