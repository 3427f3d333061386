import { compareMatches } from '../../eval/compare/compareMatches.ts'
import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { AppError } from '../errors.ts'
import { keyOf } from '../graphql/nodeId.ts'
import { checkComparable, checkSameImages } from '../runs/checkComparable.ts'
import { checkCompleted } from '../runs/checkCompleted.ts'
import { comparisonNotes } from '../runs/comparisonNotes.ts'
import { imageDifference } from '../runs/imageDifference.ts'
import { readMergedMatches } from '../runs/readMergedMatches.ts'
import { createStore, type Store } from '../store/createStore.ts'
import { openDatabase } from '../store/openDatabase.ts'
import type { Compared, Drawing } from './compared.ts'
import { stopOnSignal } from './stopOnSignal.ts'

type Ids = { baseline: string; candidate: string }

/** Milliseconds that a query may take: the matches of a shard are read at once. */
const timeoutMs = 600_000

async function compareIn(store: Store, ids: Ids, { onPhase, ...draws }: Drawing): Promise<Compared> {
  const keys = { baseline: keyOf('Evaluation', ids.baseline)!, candidate: keyOf('Evaluation', ids.candidate)! }
  const rows = await store.evaluations.findMany(Object.values(keys))
  const baseline = checkCompleted(
    rows.find(({ id }) => id === keys.baseline),
    'baseline',
  )
  const candidate = checkCompleted(
    rows.find(({ id }) => id === keys.candidate),
    'candidate',
  )
  const [before, after] = await store.evaluations.results([baseline.id, candidate.id])
  if (!before || !after) throw new AppError('EVALUATION_NOT_FOUND', 'An evaluation was deleted meanwhile.')
  checkComparable(before.protocol, after.protocol)
  onPhase('reading the matches of the baseline')
  const ours = await readMergedMatches(store, baseline.id)
  onPhase('reading the matches of the candidate')
  const theirs = await readMergedMatches(store, candidate.id)
  checkSameImages(imageDifference(ours.imageIds, theirs.imageIds))
  onPhase(`drawing ${draws.replicates} data sets`)
  const nameOf = (id: string, name: string | null) => (name === null ? id : `${id} (${name})`)
  return {
    baseline: nameOf(ids.baseline, baseline.name),
    candidate: nameOf(ids.candidate, candidate.name),
    images: ours.imageIds.length,
    comparison: compareMatches(ours, theirs, draws),
    notes: comparisonNotes(baseline, candidate),
    warnings: [],
  }
}

/**
 * Compares two evaluations of the database: it needs neither detector nor server, and joins the Postgres that runs.
 * @param ids of evaluations, as the API gives them
 * @throws AppError EVALUATION_NOT_FOUND, EVALUATION_UNFINISHED, RUNS_NOT_COMPARABLE, STORAGE_UNAVAILABLE
 */
export async function compareStored(
  { databaseUrl, dataDir, logLevel }: Config,
  ids: Ids,
  drawing: Drawing,
): Promise<Compared> {
  drawing.onPhase('opening the database')
  const opening = openDatabase({ databaseUrl, dataDir, log: createLog(logLevel === 'info' ? 'warn' : logLevel) })
  stopOnSignal(async () => (await opening).close())
  const { url, close } = await opening
  const store = createStore(url, { connections: 2, timeoutMs })
  try {
    return await compareIn(store, ids, drawing)
  } finally {
    await store.close()
    await close()
  }
}
