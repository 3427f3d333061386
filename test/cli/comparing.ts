import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { type CompareOptions, compare } from '../../src/cli/compare.ts'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { temporaryFolder } from './temporaryFolder.ts'

/** Files of JSON in a folder of their own, by their names. */
export function filesOf<Name extends string>(contents: Record<Name, object>): Record<Name, string> {
  const folder = temporaryFolder()
  const paths = {} as Record<Name, string>
  for (const [name, content] of Object.entries(contents) as [Name, object][]) {
    paths[name] = join(folder, `${name}.json`)
    writeFileSync(paths[name], JSON.stringify(content))
  }
  return paths
}

/** Literal results: the candidate of `worse` has four cats of twelve 50 pixels off. */
export const literalFiles = () =>
  filesOf({ truth: comparedTruth, all: foundOf({}), worse: foundOf({ missedCats: [2, 3, 9, 11] }) })

const phase = /^fovea: (opening the database|reading .*|matching|drawing \d+ data sets)\n/gm

/** What was printed, without the lines of phases, which are there where a command took more than a second. */
export const withoutPhases = <Printed extends { stderr: string }>(printed: Printed): Printed => ({
  ...printed,
  stderr: printed.stderr.replaceAll(phase, ''),
})

/**
 * What `fovea compare` prints and ends with, without a process of its own.
 * @throws what it throws, which the command tells on stderr
 */
export async function compareHere(baseline: string, candidate: string, options: Partial<CompareOptions>) {
  const printed = { stdout: '', stderr: '' }
  const log = vi.spyOn(console, 'log').mockImplementation(text => {
    printed.stdout += `${text}\n`
  })
  const error = vi.spyOn(console, 'error').mockImplementation(text => {
    printed.stderr += `${text}\n`
  })
  const before = process.exitCode
  try {
    const draws = { replicates: 1000, seed: 1, confidence: 0.95 }
    await compare(baseline, candidate, { metric: 'ap', maxDrop: 0, ...draws, ...options })
    return { code: process.exitCode, ...withoutPhases(printed) }
  } finally {
    process.exitCode = before
    log.mockRestore()
    error.mockRestore()
  }
}
