import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { graphBytes, graphNodes } from '../helper/graphFile.ts'
import { changedLayers, kerasLayers, writeKerasFile } from '../helper/kerasFile.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetFile } from '../helper/retinaNetFiles.ts'
import { runFovea } from '../helper/runFovea.ts'
import { temporaryFolder } from './temporaryFolder.ts'

/** Far below the size of the larger inputs, and of a copy of the weights on top of what a conversion takes. */
const mostMb = 500

type Make = (path: string) => unknown

/** Runs `fovea models convert`. @returns what it answered, and the most memory that it was seen to hold, in MB */
async function convert(source: string, models: string) {
  const labels = existsSync(`${source}.labels`) ? ['--labels', `${source}.labels`] : []
  const run = runFovea(['models', 'convert', source, '--name', 'broken', ...labels], { FOVEA_MODELS: models })
  let peakMb = 0
  const sampling = setInterval(() => {
    try {
      const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${run.child.pid}/status`, 'latin1'))
      if (peak) peakMb = Number(peak[1]) / 1024
    } catch {
      // it has ended, or there is no /proc
    }
  }, 5)
  const ended = await run.ended
  clearInterval(sampling)
  return { ...ended, peakMb }
}

/** What every broken file has to come to: one line that names it, exit code 2, nothing in the folder of models. */
async function expectRefusal(name: string, make: Make, message: RegExp): Promise<void> {
  const place = temporaryFolder()
  const source = join(place, name)
  const models = join(place, 'models')
  mkdirSync(models)
  await make(source)
  const { code, stdout, stderr, peakMb } = await convert(source, models)
  expect({ code, stdout, left: readdirSync(models) }, stderr).toEqual({ code: 2, stdout: '', left: [] })
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(message)])
  expect(stderr.startsWith(`fovea: ${source}: expected `), stderr).toBe(true)
  if (process.platform === 'linux') expect(peakMb).toBeGreaterThan(20)
  expect(peakMb).toBeLessThan(mostMb)
}

/** A copy of a file of 152 MB, cut or written over. */
const cut =
  (name: string, bytes: number): Make =>
  async path => {
    copyFileSync(await retinaNetFile(name), path)
    truncateSync(path, bytes)
  }

const overwritten =
  (name: string, at: number, bytes: Uint8Array): Make =>
  async path => {
    copyFileSync(await retinaNetFile(name), path)
    const file = await open(path, 'r+')
    await file.write(bytes, 0, bytes.length, at)
    await file.close()
  }

const holding =
  (...parts: (string | Uint8Array)[]): Make =>
  path =>
    writeFileSync(path, Buffer.concat(parts.map(part => Buffer.from(part))))

/** A beginning and then zeros without a place on the disk. */
const sparse =
  (beginning: Uint8Array, bytes: number): Make =>
  path => {
    writeFileSync(path, beginning)
    truncateSync(path, bytes)
  }

const keras =
  (options: Parameters<typeof writeKerasFile>[1]): Make =>
  path =>
    writeKerasFile(path, options)

/** A model of two classes, with their names beside it, whose weights are no weights. */
const twoLabels: Make = async path => {
  writeFileSync(`${path}.labels`, 'cat\ndog\n')
  await writeKerasFile(path)
}

const h5 = 'r50_coco80_inference.h5'
const pb = 'r50_coco80_frozen.pb'
const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)
/** No number, wherever a float32 begins in it. */
const noNumber = new Uint8Array(8).fill(0xff)

test
  .skipIf(!hasRetinaNet)
  .each<[string, Make, RegExp]>([
    ...[100, 2048, 65_536, 1e6, 3e7, 152_656_359].map(
      bytes =>
        [`cut${bytes}.h5`, cut(h5, bytes), /expected a whole HDF5 file but .*truncated/] as [string, Make, RegExp],
    ),
    ...[100, 10_000, 1e6, 3e7, 152_920_370].map(
      bytes => [`cut${bytes}.pb`, cut(pb, bytes), /but the file ends after/] as [string, Make, RegExp],
    ),
    ['nan.pb', overwritten(pb, 7e7, noNumber), /expected finite weights but \S+ has NaN at position \d+ of \d+/],
    ['nan.h5', overwritten(h5, 7e7, noNumber), /expected finite weights but \S+ has NaN at position \d+ of \d+/],
  ])(`%s of genuine files: one line, exit code 2, nothing left, little memory ${needsRetinaNet}`, expectRefusal)

test.each<[string, Make, RegExp]>([
  ['empty.h5', holding(''), /found an empty file/],
  ['one.pb', holding('\n'), /found text/],
  ['signature.h5', holding(signature), /expected a whole HDF5 file/],
  ['text.h5', holding('hello'), /found text/],
  ['page.pb', holding('<!doctype html><title>Sign in</title>'), /found text/],
  ['json.h5', holding('{"class_name": "Model"}'), /found text/],
  ['photo.h5', path => copyFileSync('demo/scenes/000001.jpg', path), /found a file of another kind/],
  [
    'model.onnx',
    path => copyFileSync(resolve('models/demo-retinanet.onnx'), path),
    /looks like an ONNX file\. Add it as it is/,
  ],
  ['model.keras', holding('PK\x03\x04', new Uint8Array(100)), /found a zip archive, as \.keras files are/],
  ['packed.h5.gz', holding(gzipSync(signature)), /found a gzip file\. Unpack it/],
  ['model.tflite', holding('\x1c\0\0\0TFL3', new Uint8Array(100)), /found a TensorFlow Lite file/],
  ['weights.safetensors', holding('\x10\0\0\0\0\0\0\0{"a":{}}        '), /found a file of another kind/],
  [
    'noise.pb',
    holding(Uint8Array.from({ length: 9999 }, (_, i) => (i * i * 31 + (i >> 3)) % 251)),
    /found a file of another kind/,
  ],
  ['zeros.pb', sparse(new Uint8Array(), 3e9), /at most 2147483648 bytes but found 3000000000/],
  ['zeros.h5', sparse(signature, 3e9), /at most 2147483648 bytes but found 3000000000/],
  ['long.pb', sparse(graphBytes(graphNodes()), 3e9), /at most 2147483648 bytes but found 3000000000/],
  ['folder.h5', path => mkdirSync(path), /found a folder/],
  ['missing.h5', () => undefined, /no such file/],
  ['shapes.h5', twoLabels, /expected the weights conv1\/kernel \[7, 7, 3, 64\] but found \[2\] \(and \d+ more/],
  [
    'weights.h5',
    keras({ change: file => file.delete_attribute('model_config') }),
    /expected a model that Keras saved, with model_config/,
  ],
  ['lacking.h5', keras({ layers: changedLayers('res3b_branch2b', () => undefined) }), /res3b_branch2b/],
  ['other.h5', keras({ layers: kerasLayers().filter(({ name }) => /conv1|pool1|input/.test(name)) }), /RetinaNet/],
  ['config.h5', keras({ config: '{"class_name": "Model", "config": ' }), /expected JSON as model_config/],
  ['large.h5', keras({ config: `"${'a'.repeat(17e6)}"` }), /at most 16777216 characters as model_config/],
  [
    'headless.pb',
    holding(graphBytes(graphNodes().slice(0, 400))),
    /expected a graph with the output filtered_detections/,
  ],
  [
    'other.pb',
    holding(graphBytes(graphNodes().filter(({ name }) => !/anchors|boxes|filtered/.test(name)))),
    /expected a graph with the output filtered_detections/,
  ],
  [
    'cutnode.pb',
    holding(graphBytes(graphNodes()).subarray(0, 5000)),
    /expected 5111 bytes but the file ends after 5000/,
  ],
])('%s: one line, exit code 2, nothing left, little memory', expectRefusal)
