import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { CocoDetection, CocoGroundTruth, CocoSummary, EvaluationResult } from '../../eval/index.ts'
import { metrics } from '../../eval/result.ts'
import { type CaseKind, type RandomCase, randomCase } from './randomCase.ts'

/** The twelve in their order, null where undefined. */
export type Twelve = readonly (number | null)[]

/** What another evaluator says; `perCategory` by ascending id. */
export type Expected = {
  summary: Twelve
  recallByCap: readonly (number | null)[]
  perCategory: readonly Twelve[]
}

/** Reads a file that scripts/fixtures/makeEvalFixtures.py made. */
export function evalFixture<Fixture>(name: string): Fixture {
  const bytes = readFileSync(resolve(import.meta.dirname, '../fixtures/eval', name))
  return JSON.parse(gunzipSync(bytes).toString())
}

/** The random case that an expectation is about; throws when it is no longer the one that was evaluated. */
export function caseOf({ kind, seed, sha256 }: { kind: CaseKind; seed: number; sha256: string }): RandomCase {
  const { groundTruth, detections, options } = randomCase(seed, kind)
  const text = JSON.stringify({ groundTruth, detections, options })
  if (createHash('sha256').update(text).digest('hex').slice(0, 16) !== sha256)
    throw new Error(
      `Random case ${kind} ${seed} has changed: run scripts/fixtures/makeEvalFixtures.py, also with --omz`,
    )
  return { groundTruth, detections, options }
}

const data = resolve('../shared/data')

/** A test of the files in ../shared/data ends its name with this, and is skipped without them. */
export const needsSharedData = '(needs ../shared/data)'
export const hasSharedData = existsSync(data)

export const readSharedGroundTruth = (path: string): CocoGroundTruth => readJson(path)
export const readSharedDetections = (path: string): CocoDetection[] => readJson(path)
export const readSharedIds = (path: string): number[] => readJson(path)

const readJson = (path: string) => JSON.parse(readFileSync(resolve(data, path), 'utf8'))

export const twelveOf = (summary: CocoSummary): Twelve => metrics.map(metric => summary[metric])

/** Absolute, of any number that is compared with the reference. */
export const parity = 1e-12

/** The numbers that differ by more than `limit`, or are undefined in one alone, as 'place: actual, expected'. */
export function differences(actual: Twelve, expected: Twelve, place: string, limit = parity): string[] {
  if (actual.length !== expected.length) return [`${place}: ${actual.length} numbers, expected ${expected.length}`]
  return expected.flatMap((value, i) => {
    const other = actual[i]!
    const agrees = value === null || other === null ? value === other : Math.abs(other - value) <= limit
    return agrees ? [] : [`${place}[${i}]: ${other}, expected ${value}`]
  })
}

/** The twelve, of all categories and of each, and the recall at each cap: as `differences`. */
export function differencesOf(result: EvaluationResult, expected: Expected, place: string): string[] {
  const categories = result.perCategory
  if (categories.length !== expected.perCategory.length)
    return [`${place}: ${categories.length} categories, expected ${expected.perCategory.length}`]
  return [
    ...differences(twelveOf(result.summary), expected.summary, place),
    ...differences(
      result.recallByCap.map(({ ar }) => ar),
      expected.recallByCap,
      `${place} recall by cap`,
    ),
    ...categories.flatMap((category, i) =>
      differences(twelveOf(category), expected.perCategory[i]!, `${place} category ${category.category.id}`),
    ),
  ]
}
