import { copyFileSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { runFovea } from '../helper/runFovea.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const demo = resolve('models/demo-retinanet.onnx')
/** All that the file does not say. */
const flags = ['--like', 'plain', '--size', '480x640']

/** Runs `fovea models` with a folder of models of its own. */
const models = (folder: string, ...args: string[]) => runFovea(['models', ...args], { FOVEA_MODELS: folder }).ended

test('an ONNX file is copied, gets a manifest and is a model that can be checked', async () => {
  const folder = join(temporaryFolder(), 'new')
  const licence = ['--licence', 'Apache-2.0', '--description', 'of the tests']
  const added = await models(folder, 'add', demo, '--name', 'mine', ...flags, ...licence)
  expect(added).toMatchObject({ code: 0, stderr: '' })
  expect(added.stdout).toContain(
    'server     restart a running server to serve it\nnext       npx fovea models check mine\n',
  )
  const [file, manifest] = readdirSync(folder).sort()
  expect(file).toMatch(/^mine\.[0-9a-f]{8}\.onnx$/)
  expect(readFileSync(join(folder, file!)).equals(readFileSync(demo))).toBe(true)
  const { name, sha256, description, labels, ...rest } = JSON.parse(readFileSync('models/demo.json', 'utf8'))
  delete rest.version
  const expected = { ...rest, name: 'mine', file, sha256, description: 'of the tests', labels }
  expect(JSON.parse(readFileSync(join(folder, manifest!), 'utf8'))).toEqual(expected)
  expect(JSON.parse(added.stdout.slice(0, added.stdout.indexOf('\n}') + 2))).toEqual(expected)

  const again = await models(folder, 'add', demo, '--name', 'mine', ...flags)
  expect(again).toEqual({
    code: 2,
    stdout: '',
    stderr: 'fovea: a model named mine is there already: --force replaces it\n',
  })
  const forced = await models(folder, 'add', demo, '--name', 'mine', ...flags, '--force', '--label-base', '1')
  expect(forced.stdout).toContain('licence    unknown: say the one')
  expect(JSON.parse(readFileSync(join(folder, 'mine.json'), 'utf8')).outputs.labels.base).toBe(1)
})

test('without a terminal what the file does not say is listed with its choices, on one line', async () => {
  const folder = temporaryFolder()
  const { code, stdout, stderr } = await models(folder, 'add', demo, '--name', 'm', '--size', '480x640', '--suppressed')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toBe(
    `fovea: ${demo}: the file does not say --colour rgb|bgr, --mean NUMBER or NUMBER,NUMBER,NUMBER, --scale NUMBER or NUMBER,NUMBER,NUMBER, --resize stretch|short-side|keras-retinanet|long-side, --kernel opencv|pillow, --boxes xyxy|xywh|cxcywh, --space input|image|unit, --label-base 0|1, --labels FILE|coco, --score-floor 0..1. Or --like plain, which stands for --colour bgr --mean 103.939,116.779,123.68 --scale 1 --resize short-side --kernel opencv --boxes xyxy --space input --label-base 0 --labels coco --score-floor 0.05.\n`,
  )
  expect(readdirSync(folder)).toEqual([])
})

test('without --name a model is named as its file, where a model can be', async () => {
  const [folder, files] = [temporaryFolder(), temporaryFolder()]
  const [good, bad] = [join(files, 'my-model.ONNX'), join(files, 'my model.onnx')]
  for (const path of [good, bad]) copyFileSync(demo, path)
  const added = await models(folder, 'add', good, ...flags)
  expect(added).toMatchObject({ code: 0, stderr: '' })
  expect(added.stdout).toContain('named      my-model, as the file is (--name gives another name)\n')
  expect(readdirSync(folder)).toContain('my-model.json')
  expect(await models(folder, 'add', bad, ...flags)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'fovea: Expected --name, as no model can be named "my model".\n',
  })
})

test('every flag reaches the manifest', async () => {
  const folder = temporaryFolder()
  const labels = join(folder, 'labels.txt')
  writeFileSync(labels, 'cat,1\ndog,0\n')
  const said = '--colour rgb --mean 1,2,3 --scale 1/255 --resize long-side --size 640 --kernel pillow --boxes cxcywh'
  const more = `--space unit --label-base 1 --score-floor 0.2 --iou 0.6 --layout nhwc --max-detections 50 --labels ${labels}`
  const { code, stderr } = await models(folder, 'add', demo, '--name', 'm', ...`${said} ${more}`.split(' '))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(readFileSync(join(folder, 'm.json'), 'utf8'))).toMatchObject({
    licence: 'unknown',
    description: 'demo-retinanet.onnx',
    input: {
      layout: 'NHWC',
      colour: 'RGB',
      mean: [1, 2, 3],
      scale: [1 / 255, 1 / 255, 1 / 255],
      resize: { rule: 'LONG_SIDE', long: 640, kernel: 'PILLOW_BILINEAR' },
    },
    scoreFloor: 0.2,
    maxDetections: 50,
    outputs: {
      boxes: { name: 'boxes', format: 'CXCYWH', space: 'UNIT' },
      labels: { base: 1, type: 'int32' },
      suppressed: false,
      iouThreshold: 0.6,
    },
    labels: ['dog', 'cat'],
  })
})

/** y = x + w, where w is in the file w.data: such a file is no detector, and cannot be copied alone. */
const external =
  'CAgSADpuCg4KAXgKAXcSAXkiA0FkZBIBZyo3CAEQAUIBd2oSCghsb2NhdGlvbhIGdy5kYXRhagsKBm9mZnNldBIBMGoLCgZsZW5ndGgSATRwAVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEBE='

test('a file that is no detector is one line, exit code 2, and leaves nothing', async () => {
  const [folder, files] = [temporaryFolder(), temporaryFolder()]
  const place = (name: string) => join(files, name)
  writeFileSync(place('external.onnx'), Buffer.from(external, 'base64'))
  writeFileSync(place('w.data'), Buffer.alloc(4))
  writeFileSync(place('empty.onnx'), '')
  writeFileSync(place('text.onnx'), 'hello '.repeat(100))
  copyFileSync(demo, place('half.onnx'))
  truncateSync(place('half.onnx'), 100_000)
  writeFileSync(place('sparse.onnx'), '')
  truncateSync(place('sparse.onnx'), 3e9)
  mkdirSync(place('folder.onnx'))
  writeFileSync(place('snapshot.h5'), Buffer.from('894844460d0a1a0a', 'hex'))
  writeFileSync(place('frozen.pb'), Buffer.from('0a120a07696e7075745f31', 'hex'))
  mkdirSync(place('saved'))
  for (const path of ['saved/saved_model.pb', 'lone.pb']) writeFileSync(place(path), Buffer.from('0801128080', 'hex'))
  const convert = 'npx fovea models convert FILE --name NAME. Make an ONNX file of any other.'
  const saved = `expected an ONNX file but found a SavedModel. Save a keras-retinanet model as one .h5 file or frozen graph: ${convert}`
  const problems = {
    'external.onnx': 'expected all weights in the file but it keeps them in another one. Save the model as one file.',
    'empty.onnx': 'expected an ONNX model but ModelProto does not have a graph.',
    'text.onnx': 'expected an ONNX model but Protobuf parsing failed.',
    'half.onnx': 'expected an ONNX model but Protobuf parsing failed.',
    'sparse.onnx': 'expected an ONNX file but it has 3.0 GB, and none has more than 2.',
    'folder.onnx': 'expected an ONNX file but it is a folder.',
    'snapshot.h5': `expected an ONNX file but found a Keras file (.h5). If it is a keras-retinanet model: ${convert}`,
    'frozen.pb': `expected an ONNX file but found a graph of TensorFlow. If it is a keras-retinanet model: ${convert}`,
    saved,
    'lone.pb': saved,
    'missing.onnx': 'expected an ONNX file but there is no such file.',
  }
  for (const [name, problem] of Object.entries(problems)) {
    const ended = await models(folder, 'add', place(name), '--name', 'm', ...flags)
    expect(ended).toEqual({ code: 2, stdout: '', stderr: `fovea: ${place(name)}: ${problem}\n` })
  }
  expect(readdirSync(folder)).toEqual([])
})

test('a file that kills the process which opens it is one line', async () => {
  const folder = temporaryFolder()
  const killer = join(folder, 'killer.cjs')
  writeFileSync(killer, "if (process.argv[1]?.endsWith('signatureProcess.ts')) process.kill(process.pid, 'SIGKILL')")
  const variables = { FOVEA_MODELS: join(folder, 'models'), NODE_OPTIONS: `--require ${killer}` }
  expect(await runFovea(['models', 'add', demo, '--name', 'm', ...flags], variables).ended).toEqual({
    code: 2,
    stdout: '',
    stderr: `fovea: ${demo}: expected an ONNX model but the process that opened it ended (SIGKILL).\n`,
  })
})

test('what contradicts the file or itself is one line and exit code 2', async () => {
  const folder = temporaryFolder()
  const add = (...args: string[]) => models(folder, 'add', demo, '--name', 'm', ...args)
  const cases = [
    [['--layout', 'nchw'], /expected the input input_1 to take \[1, 3, H, W\] but the file has input_1/],
    [['--suppressed', '--iou', '0.5'], /^fovea: Expected --suppressed or --iou but found both\.$/],
    [['--like', 'omz'], /--like omz: expected another family, as the file gives boxes, scores and labels\.$/],
    [['--mean', '1,2'], /'--mean <value>' argument '1,2' is invalid\. Expected NUMBER or NUMBER,NUMBER,NUMBER\.$/],
    [['--size', '0'], /Expected PIXELS or PIXELSxPIXELS\.$/],
    [['--max-detections', '301'], /argument '301' is invalid\. Expected 1\.\.300\.$/],
    [['--licence', ' '], /^fovea: option '--licence <text>' argument ' ' is invalid\. Expected some text\.$/],
    [['--description', ''], /^fovea: option '--description <text>' argument '' is invalid\. Expected some text\.$/],
    [
      ['--original-size', 'hw'],
      /--original-size: expected none, as the file has no input for the size of the image\.$/,
    ],
    [['--labels', ''], /: Expected a file of labels, or coco for its 80\.$/],
    [['--labels', join(folder, 'x')], /x: expected a file of labels but there is no such file\.$/],
  ] as const
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await add(...flags, ...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.replace(/\(fovea models add --help says more\)\n/, '').trimEnd()).toMatch(message)
  }
  expect(readdirSync(folder)).toEqual([])
})
