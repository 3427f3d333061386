import { compareMatches } from '../../eval/compare/compareMatches.ts'
import type { FindingCode } from '../../eval/finding.ts'
import type { Matches } from '../../eval/matches.ts'
import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { AppError } from '../errors.ts'
import { keyOf } from '../graphql/nodeId.ts'
import { checkComparable, checkSameImages } from '../runs/checkComparable.ts'
import { checkCompleted } from '../runs/checkCompleted.ts'
import { checkDraws } from '../runs/checkDraws.ts'
import { comparisonNotes } from '../runs/comparisonNotes.ts'
import { imageDifference } from '../runs/imageDifference.ts'
import { readMergedMatches } from '../runs/readMergedMatches.ts'
import { createStore, type Store } from '../store/createStore.ts'
import type { EvaluationRow } from '../store/evaluations.ts'
import { openDatabase } from '../store/openDatabase.ts'
import { within } from '../within.ts'
import { acceptFindings } from './acceptFindings.ts'
import type { Compared, Drawing } from './compared.ts'
import { exitOnSignal } from './exitOnSignal.ts'

type Ids = { baseline: string; candidate: string }
type Role = keyof Ids

/** What of two evaluations is read before anything is drawn. */
type Read = Record<Role, { evaluation: EvaluationRow; matches: Matches }>

/** Milliseconds that a query may take: the matches of a shard are read at once. */
const timeoutMs = 600_000

/** Milliseconds that connections have to close: one with a query at work would wait for its end. */
const closingMs = 500

type Settings = Drawing & { overrides: readonly FindingCode[] }

/** @throws what compareStored throws */
async function readBoth(
  store: Store,
  database: string,
  ids: Ids,
  { overrides, onPhase, ...draws }: Settings,
): Promise<Read> {
  const keys = { baseline: keyOf('Evaluation', ids.baseline)!, candidate: keyOf('Evaluation', ids.candidate)! }
  const rows = await store.evaluations.findMany(Object.values(keys))
  const find = (role: Role) =>
    checkCompleted(
      rows.find(({ id }) => id === keys[role]),
      role,
      database,
    )
  const [baseline, candidate] = [find('baseline'), find('candidate')]
  const [before, after] = await store.evaluations.results([baseline.id, candidate.id])
  if (!before || !after) throw new AppError('EVALUATION_NOT_FOUND', 'An evaluation was deleted meanwhile.')
  checkComparable(before.protocol, after.protocol)
  checkDraws(draws, before.perCategory.length)
  acceptFindings(baseline.warnings, ids.baseline, overrides)
  acceptFindings(candidate.warnings, ids.candidate, overrides)
  onPhase('reading the matches of the baseline')
  const ours = await readMergedMatches(store, baseline.id)
  onPhase('reading the matches of the candidate')
  const theirs = await readMergedMatches(store, candidate.id)
  return { baseline: { evaluation: baseline, matches: ours }, candidate: { evaluation: candidate, matches: theirs } }
}

/** With the database open no longer than that takes. A signal closes it and ends the process. */
async function readStored({ databaseUrl, dataDir, logLevel }: Config, ids: Ids, settings: Settings): Promise<Read> {
  const log = createLog(logLevel === 'info' ? 'warn' : logLevel)
  const opening = openDatabase({ databaseUrl, dataDir, log, isReader: true })
  let store: Store | undefined
  async function close() {
    if (store) await within(closingMs, store.close(), undefined)
    await opening.then(database => database.close())
  }
  const { guard, release } = exitOnSignal(close)
  try {
    const { url, description } = await guard(opening)
    store = createStore(url, { connections: 2, timeoutMs })
    return await guard(readBoth(store, description, ids, settings))
  } finally {
    await opening.then(close, () => undefined)
    release()
  }
}

/**
 * Compares two evaluations of the database, which must be there and is not changed: it needs neither detector nor server,
 * and joins the Postgres that runs.
 * @param ids of evaluations, as the API gives them
 * @param overrides findings that are accepted
 * @throws AppError EVALUATION_NOT_FOUND, EVALUATION_UNFINISHED, RUNS_NOT_COMPARABLE, OPTIONS_INVALID, STORAGE_UNAVAILABLE,
 * CONFIG_INVALID; InvalidInput NO_DETECTIONS
 */
export async function compareStored(
  config: Config,
  ids: Ids,
  overrides: readonly FindingCode[],
  { onPhase, ...draws }: Drawing,
): Promise<Compared> {
  onPhase('opening the database')
  const { baseline, candidate } = await readStored(config, ids, { ...draws, overrides, onPhase })
  const [ours, theirs] = [baseline.matches, candidate.matches]
  checkSameImages(imageDifference(ours.imageIds, theirs.imageIds))
  onPhase(`drawing ${draws.replicates} data sets`)
  const nameOf = (id: string, { name }: EvaluationRow) => (name === null ? id : `${id} (${name})`)
  return {
    baseline: nameOf(ids.baseline, baseline.evaluation),
    candidate: nameOf(ids.candidate, candidate.evaluation),
    images: ours.imageIds.length,
    comparison: compareMatches(ours, theirs, draws),
    notes: comparisonNotes(baseline.evaluation, candidate.evaluation),
    warnings: [],
  }
}
