import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { table } from '../src/cli/table.ts'
import { makeWorkload, workload } from './largeResults.ts'
import { type Measured, measureProcess } from './measureProcess.ts'
import { quantile } from './quantile.ts'

// `fovea eval` and its peers, as whole processes on the same files, in turns. The peers are Python packages: they are
// looked for in FOVEA_BENCH_PYTHON, or else in python3; those that are not there are left out.

const root = resolve(import.meta.dirname, '..')
const shared = resolve(root, '../shared')
const groundTruth = join(shared, 'data/val2017/instances_val2017_bbox_reconstructed.json')
const python = process.env.FOVEA_BENCH_PYTHON ?? 'python3'

/** Fast ones take part in every round, slow ones in the first. */
const peers = [
  { name: 'ultrafast-pycocotools', rounds: 9 },
  { name: 'hotcoco', rounds: 9 },
  { name: 'faster-coco-eval', rounds: 1 },
  { name: 'pycocotools', rounds: 1 },
]

type Contender = { name: string; rounds: number; run: (detections: string) => Promise<Measured & { ap: number }> }

const fovea: Contender = {
  name: 'fovea eval',
  rounds: 9,
  async run(detections) {
    const args = [join(root, 'bin/fovea.js'), 'eval', groundTruth, detections, '--json']
    const measured = await measureProcess(process.execPath, args)
    return { ...measured, ap: JSON.parse(measured.stdout).summary.ap }
  },
}

function contenders(): Contender[] {
  const present = peers.filter(({ name }) => {
    const module = name.replaceAll('-', '_')
    return spawnSync(python, ['-c', `import ${module}`]).status === 0
  })
  return [
    fovea,
    ...present.map(({ name, rounds }) => ({
      name,
      rounds,
      async run(detections: string) {
        const script = join(import.meta.dirname, 'peers/evaluate.py')
        const measured = await measureProcess(python, [script, name, groundTruth, detections])
        return { ...measured, ap: Number(measured.stdout) }
      },
    })),
  ]
}

async function race(detections: string, count: number): Promise<void> {
  const all = contenders()
  const runs = new Map(all.map(({ name }) => [name, [] as (Measured & { ap: number })[]]))
  for (let round = 0; round < fovea.rounds; round++) {
    for (const { name, rounds, run } of all) if (round < rounds) runs.get(name)!.push(await run(detections))
  }
  const median = (name: string, of: (run: Measured) => number) => quantile(runs.get(name)!.map(of), 0.5)
  const own = median(fovea.name, ({ seconds }) => seconds)
  const rows = all.map(({ name }) => {
    const seconds = median(name, run => run.seconds)
    const peak = median(name, run => run.peakMb)
    const { ap } = runs.get(name)![0]!
    return [name, seconds.toFixed(3), (seconds / own).toFixed(2), peak.toFixed(0), String(ap), runs.get(name)!.length]
  })
  const megabytes = (statSync(detections).size / 1e6).toFixed(0)
  console.log(`\n${count.toLocaleString('en')} detections on 5,000 images (${megabytes} MB), whole processes, medians`)
  console.log(table([['evaluator', 'seconds', 'of fovea', 'peak MB', 'AP', 'runs'], ...rows]))
}

async function inMemory(detections: string): Promise<void> {
  const script = join(import.meta.dirname, 'evaluationInMemory.ts')
  const runs: Record<string, number>[] = []
  for (let round = 0; round < 5; round++) {
    const { stdout } = await measureProcess(process.execPath, [script, groundTruth, detections])
    runs.push(JSON.parse(stdout))
  }
  const rows = Object.keys(runs[0]!).map(step => [
    step,
    quantile(
      runs.map(run => run[step]!),
      0.5,
    ).toFixed(3),
  ])
  console.log('\nIn memory, cold, 500,000 detections, medians of 5 fresh processes')
  console.log(table([['step', 'seconds'], ...rows]))
}

async function large(folder: string): Promise<void> {
  const file = workload(folder, 1000)
  const { seconds, peakMb } = await fovea.run(file)
  const megabytes = (statSync(file).size / 1e6).toFixed(0)
  rmSync(file)
  console.log(`\n5,000,000 detections (${megabytes} MB): ${seconds.toFixed(2)} s, peak ${peakMb.toFixed(0)} MB`)
}

/** Needs the ground truth of val2017 and the maker of its workload, in `../shared`. */
export async function evaluation(): Promise<void> {
  if (!existsSync(makeWorkload)) return console.log('\nfovea eval: skipped, its workload is not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  try {
    const detections = workload(folder, 100)
    await race(workload(folder, 20), 100_000)
    await race(detections, 500_000)
    await inMemory(detections)
    await large(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
