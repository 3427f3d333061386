import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { enqueueAccumulation, enqueueShards } from '../../src/queue/enqueue.ts'
import { installQueues } from '../../src/queue/installQueues.ts'
import { type Handlers, openQueue, type Queue } from '../../src/queue/openQueue.ts'
import { eventually } from '../helper/eventually.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { tcpProxy } from '../helper/tcpProxy.ts'

const log = pino({ level: 'silent' })
const untilClosed = (_: unknown, signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
const nothing: Handlers = { shard: async () => undefined, accumulation: async () => undefined }

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end().catch(() => undefined))
  return client
}

async function open(databaseUrl: string): Promise<Queue> {
  const queue = await openQueue({ databaseUrl, log })
  onTestFinished(queue.close)
  return queue
}

/** The states of all jobs, in the order of their keys. */
async function states(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    "SELECT state::text FROM jobs.job WHERE name LIKE 'evaluation-%' ORDER BY singleton_key",
  )
  return rows.map(({ state }) => state)
}

test('jobs of a transaction that is rolled back never run, those of a committed one do, each once', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  const done: string[] = []
  const queue = await open(databaseUrl)
  await queue.work({
    shard: async ({ evaluationId, shard }) => void done.push(`${evaluationId} ${shard}`),
    accumulation: async ({ evaluationId }) => void done.push(evaluationId),
  })
  await client.query('BEGIN')
  await enqueueShards(client, 'lost', 2, null)
  await enqueueAccumulation(client, 'lost')
  await client.query('ROLLBACK')
  await client.query('BEGIN')
  await enqueueShards(client, 'kept', 3, null)
  await enqueueAccumulation(client, 'kept')
  await sleep(50)
  expect(done).toEqual([])
  await client.query('COMMIT')
  await eventually(async () => expect(await states(client)).toEqual(Array(4).fill('completed')))
  expect(done.sort()).toEqual(['kept', 'kept 0', 'kept 1', 'kept 2'])
})

test('what waits or is in work is not enqueued again, what is gone is', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  const queue = await open(databaseUrl)
  await enqueueShards(client, 'e', 2, null)
  const shard: Handlers['shard'] = async (job, signal) => {
    if (job.shard === 1) await untilClosed(job, signal)
  }
  await queue.work({ shard, accumulation: untilClosed }, [], 1)
  await eventually(async () => expect(await states(client)).toEqual(['completed', 'active']))
  const shards = [0, 1].map(shard => ({ evaluationId: 'e', shard, detection: null }))
  await queue.restore({ shards, accumulations: ['e', 'e'] })
  await queue.restore({ shards: [], accumulations: ['e'] })
  const { rows } = await client.query('SELECT singleton_key AS key, count(*)::int FROM jobs.job GROUP BY 1 ORDER BY 1')
  expect(rows).toEqual([
    { key: 'e', count: 1 },
    { key: 'e/0', count: 2 },
    { key: 'e/1', count: 1 },
  ])
})

test('jobs with images to detect come to those that detect in just this way, and hold up no others', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  const way = { modelId: '0197a1b2-0000-7000-8000-000000000000', scoreFloor: 0.01, maxDetections: 300 }
  const ways = [way, { ...way, scoreFloor: 0.05 }, { ...way, maxDetections: 100 }]
  const taken: string[] = []
  const take = (name: string): Handlers => ({
    ...nothing,
    shard: async ({ evaluationId }) => void taken.push(`${name} has ${evaluationId}`),
  })
  // The queues are made with the first job, or by the first worker, whichever comes first.
  await client.query('BEGIN')
  for (const [index, each] of ways.entries()) await enqueueShards(client, `way ${index}`, 1, each)
  await enqueueShards(client, 'plain', 1, null)
  await client.query('COMMIT')
  const first = await open(databaseUrl)
  await first.work(take('first'), [ways[0]!])
  await eventually(() => expect(taken.sort()).toEqual(['first has plain', 'first has way 0']))
  const shards = [{ evaluationId: 'way 1', shard: 0, detection: ways[1]! }]
  await first.restore({ shards, accumulations: [] })
  const second = await open(databaseUrl)
  await second.work(take('second'), [ways[1]!, { ...way, scoreFloor: 1e-7 }])
  await eventually(() => expect(taken).toContain('second has way 1'))
  // What was done is marked so a moment after its handler has ended.
  await eventually(async () => expect(await states(client)).toEqual(['completed', 'completed', 'completed', 'created']))
  expect(taken).toHaveLength(3)
})

test('a job whose handler throws is tried again', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  const queue = await open(databaseUrl)
  let tries = 0
  await queue.work({
    ...nothing,
    shard: async () => {
      if (++tries < 3) throw new Error('not yet')
    },
  })
  await enqueueShards(client, 'e', 1, null)
  await eventually(() => expect(tries).toBe(3))
})

test('a queue that closes tells its handlers, and another one has their jobs at once', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  const [first, second] = [await openQueue({ databaseUrl, log }), await open(databaseUrl)]
  const began = Promise.withResolvers<void>()
  const told = Promise.withResolvers<void>()
  await first.work({
    ...nothing,
    shard: async (job, signal) => {
      began.resolve()
      await untilClosed(job, signal).finally(told.resolve)
    },
  })
  await enqueueShards(client, 'e', 1, null)
  await began.promise
  await first.close()
  await told.promise
  expect(await states(client)).toEqual(['retry'])
  const taken = Promise.withResolvers<void>()
  await second.work({ ...nothing, shard: async () => taken.resolve() })
  await taken.promise
})

test('a job whose worker gives no sign of life for ten seconds goes to another one', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  await enqueueShards(client, 'e', 1, null)
  // Taken by somebody who is never heard of again.
  await client.query(
    "UPDATE jobs.job SET state = 'active', started_on = now(), heartbeat_on = now() - interval '11 s' WHERE name = 'evaluation-shard'",
  )
  const taken = Promise.withResolvers<void>()
  const queue = await open(databaseUrl)
  await queue.work({ ...nothing, shard: async () => taken.resolve() })
  await taken.promise
  await eventually(async () => expect(await states(client)).toEqual(['completed']))
})

test('while the database is away the queue says so once and waits, and goes on by itself when it is back', async () => {
  const databaseUrl = await freshDatabase()
  const proxy = await tcpProxy(databaseUrl)
  onTestFinished(proxy.close)
  const client = await connect(databaseUrl)
  const lines: string[] = []
  const queue = await openQueue({
    databaseUrl: proxy.url,
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
  })
  onTestFinished(queue.close)
  let done = 0
  await queue.work({ ...nothing, shard: async () => void done++ })
  await enqueueShards(client, 'before', 1, null)
  await eventually(() => expect(done).toBe(1))
  proxy.refuse()
  await enqueueShards(client, 'while', 1, null)
  await sleep(1500)
  expect(done).toBe(1)
  expect(lines.filter(line => line.includes('the queue cannot do its work'))).toHaveLength(1)
  proxy.pass()
  await eventually(() => expect(done).toBe(2))
})

test('two processes that make the job tables at once both succeed, and twice is fine', async () => {
  const databaseUrl = await freshDatabase('template0')
  await Promise.all([installQueues(databaseUrl), installQueues(databaseUrl)])
  await installQueues(databaseUrl)
  const client = await connect(databaseUrl)
  const { rows } = await client.query(
    'SELECT name, policy, notify, heartbeat_seconds AS heartbeat FROM jobs.queue ORDER BY name',
  )
  expect(rows).toEqual([
    { name: 'evaluation-accumulation', policy: 'exclusive', notify: true, heartbeat: 10 },
    { name: 'evaluation-shard', policy: 'exclusive', notify: true, heartbeat: 10 },
  ])
})

test('making the job tables does not wait for ever for another process that never ends', async () => {
  const databaseUrl = await freshDatabase()
  const client = await connect(databaseUrl)
  await client.query('SELECT pg_advisory_lock(72707370)')
  await expect(installQueues(databaseUrl, 50)).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    message: expect.stringContaining('job tables (advisory lock 72707370)'),
  })
  await client.query('SELECT pg_advisory_unlock_all()')
  await installQueues(databaseUrl, 50)
})
