import type { Overlaps } from '../../eval/explain/overlaps.ts'
import type { Matches } from '../../eval/matches.ts'
import { concurrently } from '../formats/concurrently.ts'
import type { Store } from '../store/createStore.ts'
import { unpack } from '../store/packed.ts'
import type { PackedColumn } from '../store/shards.ts'
import { type GroupedDetections, unpackDetections } from './groupedDetections.ts'

type Shards = { readonly id: string; readonly shardCount: number }

async function readColumn({ shards }: Store, { id }: Shards, column: PackedColumn, ordinal: number): Promise<Buffer> {
  const bytes = await shards.readPacked(id, ordinal, column)
  if (!bytes) throw new Error(`Expected ${column} in shard ${ordinal} of evaluation ${id} but there are none.`)
  return bytes
}

/** One column of every shard, two shards at a time: while one is taken in, Postgres gets the other. */
const readColumns = (store: Store, evaluation: Shards, column: PackedColumn): Promise<unknown[]> =>
  concurrently([...Array(evaluation.shardCount).keys()], 2, async ordinal =>
    unpack(await readColumn(store, evaluation, column, ordinal)),
  )

/** Detections shard by shard, in the order of the dataset. */
export async function* readDetections(store: Store, evaluation: Shards): AsyncGenerator<GroupedDetections> {
  for (let ordinal = 0; ordinal < evaluation.shardCount; ordinal++)
    yield unpackDetections(await readColumn(store, evaluation, 'detections', ordinal))
}

/** The matches of all shards, to be merged. */
export const readMatches = (store: Store, evaluation: Shards) =>
  readColumns(store, evaluation, 'matches') as Promise<Matches[]>

/** The overlaps of all shards, to be merged. */
export const readOverlaps = (store: Store, evaluation: Shards) =>
  readColumns(store, evaluation, 'overlaps') as Promise<Overlaps[]>
