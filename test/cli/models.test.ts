import { copyFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { demoManifest } from '../detector/demoManifest.ts'
import { runFovea } from '../helper/runFovea.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const file = resolve('models/demo-retinanet.onnx')
const { input } = demoManifest()

/** A folder of models with these manifests; text is written as it is. */
function folderOf(manifests: Record<string, object | string>): string {
  const folder = temporaryFolder()
  for (const [name, manifest] of Object.entries(manifests))
    writeFileSync(
      join(folder, `${name}.json`),
      typeof manifest === 'string' ? manifest : JSON.stringify(demoManifest({ name, file, ...manifest })),
    )
  return folder
}

const list = (FOVEA_MODELS: string, ...args: string[]) => runFovea(['models', 'list', ...args], { FOVEA_MODELS }).ended

test('a broken manifest and a missing file are listed with their problem beside what can be used; exit code 2', async () => {
  const folder = folderOf({ broken: '{', lost: { file: 'lost.onnx' }, m: {} })
  const { code, stdout, stderr } = await list(folder)
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
  const [, ...rows] = stdout.trimEnd().split('\n')
  expect(rows).toEqual([
    expect.stringMatching(`^broken +cannot be used: ${folder}/broken\\.json: expected JSON`),
    expect.stringMatching(`^lost +cannot be used: ${folder}/lost\\.json: file: expected the model at .* no such file$`),
    expect.stringMatching(/^m +80 {2}short-side 480x640/),
  ])
  const json = await list(folder, '--json')
  expect(json).toMatchObject({ code: 2, stderr: '' })
  expect(JSON.parse(json.stdout)).toEqual([
    { name: 'broken', default: false, problem: expect.stringMatching(/broken\.json: expected JSON/) },
    { name: 'lost', default: false, problem: expect.stringMatching(/no such file$/) },
    expect.objectContaining({ name: 'm', labels: 80 }),
  ])
})

test('models of one source are told apart by the size of their input', async () => {
  const keras = { ...input, resize: { rule: 'KERAS_RETINANET', short: 800, long: 1333 } }
  const omz = { ...input, resize: { rule: 'LONG_SIDE', long: 1333, kernel: 'OPENCV_BILINEAR' } }
  const square = { ...input, resize: { rule: 'STRETCH', width: 416, height: 320, kernel: 'PILLOW_BILINEAR' } }
  const folder = folderOf({ a: { input: keras }, b: { input: omz }, c: { input: square } })
  const { code, stdout } = await list(folder)
  expect(code).toBe(0)
  const cells = stdout.split('\n').map(line => line.split(/ {2,}/))
  expect(cells.slice(1, 4).map(([name, , size]) => [name, size])).toEqual([
    ['a', 'keras-retinanet 800x1333'],
    ['b', 'long-side 1333'],
    ['c', 'stretch 416x320'],
  ])
})

test('a model that is removed goes with its file, is said, and others stay', async () => {
  const folder = folderOf({ m: { file: 'm.c4854d56.onnx' }, other: {} })
  copyFileSync(file, join(folder, 'm.c4854d56.onnx'))
  const remove = (name: string) =>
    runFovea(['models', 'remove', name], { FOVEA_MODELS: folder, FOVEA_MODEL: 'm' }).ended
  expect(await remove('m')).toEqual({
    code: 0,
    stderr: '',
    stdout: `removed  ${folder}/m.json
         ${folder}/m.c4854d56.onnx
default  FOVEA_MODEL names m: name another one
next     restart fovea where it runs with this model; what was detected with it stays
`,
  })
  expect((await remove('other')).stdout).toContain(`kept     ${file}: fovea did not put it there\n`)
  expect(await remove('m')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'fovea: There is no model named "m"; there are none.\n',
  })
})
