import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { hasRetinaNet, needsRetinaNet, retinaNetFile } from '../helper/retinaNetFiles.ts'
import { runFovea } from '../helper/runFovea.ts'
import { makePng } from '../image/makePng.ts'
import { temporaryFolder } from './temporaryFolder.ts'

/** For the tests of this file, one after the other. */
const files = mkdtempSync(join(tmpdir(), 'fovea-convert-'))
afterAll(() => rmSync(files, { recursive: true }))
const folder = join(files, 'models')
const [anchors, labels] = [join(files, 'config.ini'), join(files, 'labels.csv')]
writeFileSync(
  anchors,
  `[anchor_parameters]
sizes   = 32 64 128 256 512
strides = 8 16 32 64 128
ratios  = 0.5 1 2 3
scales  = 1 1.2599210498948732 1.5874010519681994
`,
)
writeFileSync(labels, 'dog,1\ncat,0\nfire hydrant,2\n')

const snapshot = 'r50_3class_training.h5'
const models = (...args: string[]) => runFovea(['models', ...args], { FOVEA_MODELS: folder })
const convert = (file: string, ...args: string[]) =>
  models('convert', file, '--name', 'three', '--anchors', anchors, '--labels', labels, ...args)
/** What was printed, if it is one line; commander points to its help in another. */
function oneLine(text: string): string {
  const line = text.replace(/\(fovea models convert --help says more\)\n/, '').trimEnd()
  expect(line).not.toContain('\n')
  return line
}
const there = () => readdirSync(folder).sort()

test.skipIf(!hasRetinaNet)(`Ctrl-C during a conversion leaves nothing ${needsRetinaNet}`, async () => {
  mkdirSync(folder)
  const run = convert(await retinaNetFile(snapshot))
  while (there().length === 0) await Promise.race([sleep(5), run.ended])
  expect(there()).toEqual([`.three.${run.child.pid}.partial`])
  expect(await run.stop('SIGINT')).toEqual({ code: null, stdout: '', stderr: '' })
  expect(there()).toEqual([])
})

test.skipIf(!hasRetinaNet)(
  `a training snapshot with anchors and labels becomes a model that is listed and checked ${needsRetinaNet}`,
  async () => {
    const source = await retinaNetFile(snapshot)
    const { code, stdout, stderr } = await convert(source, '--licence', 'Apache-2.0').ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [onnx] = there()
    expect(there()).toEqual([expect.stringMatching(/^three\.[0-9a-f]{8}\.onnx$/), 'three.json'])
    expect(stdout.trimEnd().split('\n')).toEqual([
      `read      ${source}`,
      '          resnet50, 3 classes, conv1 SAME, 12 anchors at a position (of --anchors)',
      'labels    3 of labels.csv',
      expect.stringMatching(`^wrote     ${join(folder, onnx!)}, \\d+\\.\\d MB in \\d+\\.\\d s$`),
      `manifest  ${join(folder, 'three.json')}`,
      'licence   Apache-2.0',
      'server    restart a running server to serve it',
      'next      npx fovea models check three',
    ])
    expect(JSON.parse(readFileSync(join(folder, 'three.json'), 'utf8'))).toMatchObject({
      name: 'three',
      description: `RetinaNet resnet50, 3 classes, of ${snapshot}`,
      labels: ['cat', 'dog', 'fire hydrant'],
    })

    const list = await models('list').ended
    expect(list.stdout).toMatch(/^three +3 {2}keras-retinanet 800x1333 .* Apache-2\.0 +RetinaNet resnet50/m)
    const strip = join(files, 'strip.png')
    writeFileSync(strip, makePng(400, 12)) // becomes 1333 × 40, a small part of what an image takes
    const check = await models('check', 'three', '--image', strip).ended
    expect(check).toMatchObject({ code: 0, stderr: '' })
    expect(check.stdout).toMatch(/strip\.png {2}400 × 12 {2}\d+ found in/)

    const again = await convert(source).ended
    const taken = 'fovea: a model named three is there already: --force replaces it\n'
    expect(again).toEqual({ code: 2, stdout: '', stderr: taken })
    const text = join(files, 'text.h5')
    writeFileSync(text, 'hello')
    const wrong = await convert(text).ended
    expect({ code: wrong.code, told: oneLine(wrong.stderr) }).toEqual({
      code: 2,
      told: expect.stringMatching(/text\.h5: expected .* but found text/),
    })
    expect(there()).toEqual([onnx, 'three.json'])
  },
)

const inference = 'r50_coco80_inference.h5'

test.skipIf(!hasRetinaNet)(
  `that anchors replace those in the file is said, and that labels are COCO's without being given ${needsRetinaNet}`,
  async () => {
    const nine = join(files, 'own.ini')
    writeFileSync(nine, readFileSync(anchors, 'utf8').replace('0.5 1 2 3', '0.5 1 2'))
    const source = await retinaNetFile(inference)
    const run = (...args: string[]) =>
      runFovea(['models', 'convert', source, '--name', 'm', ...args], { FOVEA_MODELS: temporaryFolder() }).ended
    const { code, stdout } = await run('--anchors', nine)
    expect(code).toBe(0)
    expect(stdout).toContain(' 9 anchors at a position (of --anchors, in place of those in the file)\n')
    expect(stdout).toContain("\nlabels    COCO's 80 (no --labels)\n")
  },
)

test.skipIf(!hasRetinaNet)(`a snapshot without what it needs is told what that is ${needsRetinaNet}`, async () => {
  const source = await retinaNetFile(snapshot)
  const nine = join(files, 'nine.ini')
  writeFileSync(nine, readFileSync(anchors, 'utf8').replace('0.5 1 2 3', '0.5 1 2'))
  const two = join(files, 'two.txt')
  writeFileSync(two, 'cat\ndog\n')
  const cases = [
    [[], /: expected 3 labels, one a class, but there are none in it\. Give them with --labels: .*$/],
    [['--labels', two], /: expected 3 labels, one a class, but found 2\. Give them with --labels/],
    [['--labels', labels], /: a training snapshot does not say its anchors, .*Give --anchors with/],
    [['--labels', labels, '--anchors', nine], /: expected 12 anchors at a position, .* of --anchors are 9\./],
  ] as const
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await models('convert', source, '--name', 'other', ...args).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(oneLine(stderr)).toMatch(message)
  }
})

test('what is no model, a bad name and a bad layout are told with exit code 2', async () => {
  const place = temporaryFolder()
  const text = join(place, 'text.h5')
  writeFileSync(text, 'hello')
  const run = (...args: string[]) => runFovea(['models', 'convert', ...args], { FOVEA_MODELS: place }).ended
  const cases = [
    [[text, '--name', 'm'], /^fovea: \S+text\.h5: expected .*$/],
    [[join(place, 'missing.h5'), '--name', 'm'], /^fovea: \S+missing\.h5: .*$/],
    [[place, '--name', 'm'], /^fovea: \S+: .*$/],
    [[text, '--name', '../m'], /^fovea: A model cannot be named "\.\.\/m"\. Name it with 1 to 64 letters, .*$/],
    [[text, '--name', 'm', '--layout', 'nchw'], /^fovea: option '--layout <layout>' argument 'nchw' is invalid/],
    [
      [text, '--name', 'm', '--licence', ''],
      /^fovea: option '--licence <text>' argument '' is invalid\. Expected some/,
    ],
    [[text, '--name', 'm', '--description', ''], /^fovea: option '--description <text>' argument '' is invalid\. Exp/],
    [
      [text, '--name', 'm', '--labels', ''],
      /^fovea: option '--labels <file>' argument '' is invalid\. Expected the path/,
    ],
    [
      [text, '--name', 'm', '--anchors', ''],
      /^fovea: option '--anchors <config>' argument '' is invalid\. Expected the path/,
    ],
    [[text], /^fovea: required option '--name <name>' not specified/],
  ] as const
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(oneLine(stderr)).toMatch(message)
  }
  expect(readdirSync(place)).toEqual(['text.h5'])
})
