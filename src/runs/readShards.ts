import type { Overlaps } from '../../eval/explain/overlaps.ts'
import type { Matches } from '../../eval/matches.ts'
import type { Store } from '../store/createStore.ts'
import { unpack } from '../store/packed.ts'
import type { PackedColumn } from '../store/shards.ts'
import { type GroupedDetections, unpackDetections } from './groupedDetections.ts'

type Shards = { readonly id: string; readonly shardCount: number }

/** One column of every shard, one shard at a time, in their order. */
async function* readColumn({ shards }: Store, { id, shardCount }: Shards, column: PackedColumn) {
  for (let ordinal = 0; ordinal < shardCount; ordinal++) {
    const bytes = await shards.readPacked(id, ordinal, column)
    if (!bytes) throw new Error(`Expected ${column} in shard ${ordinal} of evaluation ${id} but there are none.`)
    yield bytes
  }
}

/** Detections shard by shard, in the order of the dataset. */
export async function* readDetections(store: Store, evaluation: Shards): AsyncGenerator<GroupedDetections> {
  for await (const bytes of readColumn(store, evaluation, 'detections')) yield unpackDetections(bytes)
}

/** The matches of all shards, to be merged. */
export async function readMatches(store: Store, evaluation: Shards): Promise<Matches[]> {
  const all: Matches[] = []
  for await (const bytes of readColumn(store, evaluation, 'matches')) all.push(unpack(bytes) as Matches)
  return all
}

/** The overlaps of all shards, to be merged. */
export async function readOverlaps(store: Store, evaluation: Shards): Promise<Overlaps[]> {
  const all: Overlaps[] = []
  for await (const bytes of readColumn(store, evaluation, 'overlaps')) all.push(unpack(bytes) as Overlaps)
  return all
}
