import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { table } from '../src/cli/table.ts'
import { goal, goalTitles } from './goal.ts'
import { inProcess } from './inProcess.ts'
import { measureProcess } from './measureProcess.ts'
import { quantile } from './quantile.ts'
import type { ImageJob, ImageResult } from './retinaNetImage.ts'
import { startRunner } from './runner.ts'

// RetinaNet ResNet-50 of keras-retinanet: conversion, and the network beside its peers, which have the same weights.
// The peers are Python packages: they are looked for in FOVEA_BENCH_PYTHON, or else in python3, and left out where they
// are not there. FOVEA_BENCH_TF2ONNX names a file that tf2onnx has made already, which takes it a minute.

const root = resolve(import.meta.dirname, '..')
const shared = resolve(root, '../shared')
const python = process.env.FOVEA_BENCH_PYTHON ?? 'python3'
const threads = 2
const rounds = 7
const sizes = [
  [800, 1088],
  [1333, 1333],
] as const

const has = (modules: string) => spawnSync(python, ['-c', `import ${modules}`]).status === 0

const median = (values: number[]) => quantile(values, 0.5)

const seconds = (ms: number) => (ms / 1000).toFixed(3)

const unpack = (name: string, to: string) =>
  pipeline(createReadStream(join(shared, 'retinanet', `${name}.gz`)), createGunzip(), createWriteStream(to))

/** Converts both files into models of `folder`: `h5` and `pb`. */
async function convert(folder: string, sources: Record<string, string>): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = []
  for (const [name, file] of Object.entries(sources)) {
    const args = [join(root, 'bin/fovea.js'), 'models', 'convert', file, '--name', name, '--force']
    const runs = []
    for (let round = 0; round < 3; round++)
      runs.push(await measureProcess(process.execPath, args, { FOVEA_MODELS: folder }))
    const took = median(runs.map(run => run.seconds))
    const peak = Math.max(...runs.map(({ peakMb }) => peakMb))
    rows.push(goal(`conversion of the .${name}, whole command`, took, { most: 10, unit: 's' }))
    rows.push(goal('its peak memory', peak, { most: 400, unit: 'MB', digits: 0 }))
  }
  return rows
}

/** @returns path of what tf2onnx makes of the frozen graph, or undefined where it is not at hand */
function tf2onnx(folder: string, pb: string): string | undefined {
  if (process.env.FOVEA_BENCH_TF2ONNX) return process.env.FOVEA_BENCH_TF2ONNX
  if (!has('tf2onnx, tensorflow, onnxruntime')) return undefined
  console.log('tf2onnx converts the .pb, about 80 s')
  const file = join(folder, 'tf2onnx.onnx')
  const outputs = ['', '_1', '_2'].map(each => `filtered_detections/map/TensorArrayStack${each}/TensorArrayGatherV3:0`)
  const args = ['--graphdef', pb, '--inputs', 'input_1:0', '--outputs', outputs.join(','), '--opset', '15']
  const { status, stderr } = spawnSync(python, ['-m', 'tf2onnx.convert', ...args, '--output', file])
  if (status !== 0) throw new Error(`tf2onnx ended with ${status}: ${stderr}`)
  return file
}

async function race([height, width]: readonly [number, number], folder: string, files: { pb: string; onnx?: string }) {
  const numbers = [height, width, threads].map(String)
  const script = join(import.meta.dirname, 'peers/retinanet.py')
  const own = 'fovea, onnxruntime-node'
  const contenders = [
    { name: own, start: () => startRunner(process.execPath, [runner, folder, 'h5', ...numbers]) },
    ...(files.onnx && has('onnxruntime')
      ? [
          {
            name: 'tf2onnx, onnxruntime',
            start: () => startRunner(python, [script, 'onnxruntime', files.onnx!, ...numbers]),
          },
        ]
      : []),
    ...(has('openvino')
      ? [{ name: 'OpenVINO float32', start: () => startRunner(python, [script, 'openvino', files.pb, ...numbers]) }]
      : []),
  ]
  const runs = []
  for (const { name, start } of contenders) runs.push({ name, runner: await start(), ms: [] as number[] })
  for (let round = -2; round < rounds; round++)
    for (const { runner, ms } of runs) {
      const took = await runner.run()
      if (round >= 0) ms.push(took)
    }
  const base = median(runs[0]!.ms)
  const rows = []
  const result = new Map<string, { ratio: number; peak: number }>()
  for (const { name, runner, ms } of runs) {
    const peak = await runner.stop()
    const ratio = base / median(ms)
    result.set(name, { ratio, peak })
    rows.push([
      name,
      seconds(median(ms)),
      `${seconds(Math.min(...ms))} .. ${seconds(Math.max(...ms))}`,
      ratio.toFixed(2),
      seconds(runner.openedMs),
      peak.toFixed(0),
    ])
  }
  console.log(`\n${height} × ${width}, ${threads} threads, ${rounds} rounds in turns`)
  console.log(table([['', 'median s', 'range', 'fovea takes of it', 'ready after s', 'peak MB'], ...rows]))
  return {
    peak: result.get(own)!.peak,
    tf2onnx: result.get('tf2onnx, onnxruntime'),
    openVino: result.get('OpenVINO float32'),
  }
}

const runner = join(import.meta.dirname, 'retinaNetRunner.ts')

async function wholeImage(folder: string) {
  const file = join(shared, 'data/000000008021.jpg')
  const job: ImageJob = { folder, name: 'h5', file, threads, rounds: 15 }
  const times = await inProcess<ImageJob, ImageResult>('./retinaNetImage.ts', job)
  const ratios = times.whole.map((whole, round) => whole / times.alone[round]!)
  console.log(`\nA JPEG of 640 × 480 → 1067 × 800, ${job.rounds} rounds in turns with the network alone, medians`)
  const titles = ['decode ms', 'resize, means ms', 'read-out ms', 'whole image ms', 'network alone ms']
  const row = [times.decode, times.prepare, times.readOut, times.whole, times.alone].map(ms => median(ms).toFixed(1))
  console.log(table([titles, row]))
  return median(ratios)
}

/** Conversion, speed and memory of the model of reference. */
export async function retinaNet(): Promise<void> {
  if (!existsSync(join(shared, 'retinanet'))) return console.log('\nRetinaNet: skipped, its files are not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  try {
    const sources = { h5: join(folder, 'source.h5'), pb: join(folder, 'source.pb') }
    await unpack('r50_coco80_inference.h5', sources.h5)
    await unpack('r50_coco80_frozen.pb', sources.pb)
    const models = join(folder, 'models')
    const goals = await convert(models, sources)
    const onnx = tf2onnx(folder, sources.pb)
    for (const size of sizes) {
      const { peak, tf2onnx: first, openVino } = await race(size, models, { pb: sources.pb, ...(onnx ? { onnx } : {}) })
      const at = size.join(' × ')
      if (first)
        goals.push(goal(`${at}: of tf2onnx in ONNX Runtime`, first.ratio, { most: 1, unit: 'times', digits: 2 }))
      if (openVino) goals.push(goal(`${at}: of OpenVINO`, openVino.ratio, { most: 1.1, unit: 'times', digits: 2 }))
      if (size === sizes[1]) goals.push(goal(`${at}: peak memory`, peak, { most: 1000, unit: 'MB', digits: 0 }))
    }
    const share = await wholeImage(models)
    goals.push(goal('whole image of the network alone', share, { most: 1.03, unit: 'times', digits: 3 }))
    console.log()
    console.log(table([goalTitles, ...goals]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
