import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { table } from '../src/cli/table.ts'
import { goal, goalTitles } from './goal.ts'
import { makeWorkload, workload } from './largeResults.ts'
import { measureProcess } from './measureProcess.ts'
import { quantile } from './quantile.ts'

const groundTruth = resolve(import.meta.dirname, '../../shared/data/val2017/instances_val2017_bbox_reconstructed.json')
const script = join(import.meta.dirname, 'compareInMemory.ts')
const rounds = 5

type Measured = { seconds: number; grownMb: number; peakMb: number }

async function measure(files: readonly string[], what: 'all' | 'ap'): Promise<Measured> {
  const { stdout, peakMb } = await measureProcess(process.execPath, [script, groundTruth, ...files, what])
  return { ...JSON.parse(stdout), peakMb }
}

/** 1,000 paired replicates in fresh processes, in turns: of all twelve, and of the AP alone. */
export async function compare(): Promise<void> {
  if (!existsSync(makeWorkload)) return console.log('\nComparison: skipped, its workload is not at hand')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-bench-'))
  try {
    const files = [workload(folder, 100), workload(folder, 99)]
    const all: Measured[] = []
    const ap: Measured[] = []
    for (let round = 0; round < rounds; round++) {
      all.push(await measure(files, 'all'))
      ap.push(await measure(files, 'ap'))
    }
    const median = (runs: readonly Measured[], of: keyof Measured) =>
      quantile(
        runs.map(run => run[of]),
        0.5,
      )
    const ofAll = median(all, 'seconds')
    const ofAp = median(ap, 'seconds')
    console.log(
      `\n1,000 paired replicates of two runs, 5,000 images and 500,000 detections each, medians of ${rounds} processes`,
    )
    console.log(
      table([
        goalTitles,
        goal('the AP, of both runs together', ofAp, { most: 6, unit: 's' }),
        goal('all twelve, and the AP of each category', ofAll, { most: 10, unit: 's' }),
      ]),
    )
    console.log(
      `All twelve take ${(ofAll / ofAp).toFixed(2)} times as long as the AP. Comparing adds ${median(all, 'grownMb').toFixed(0)} MB ` +
        `to the most that reading and matching held; the process peaks at ${median(all, 'peakMb').toFixed(0)} MB.`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
