import pg from 'pg'
import { expect, test } from 'vitest'
import { detectMutation } from '../helper/detectMutation.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'
import { scene } from '../helper/scene.ts'
import { startServer } from '../helper/startServer.ts'

type Run = { id: string; createdAt: string; image: { createdAt: string } }

/** URL of a database whose sessions are in New York unless they say otherwise. */
async function inNewYork(): Promise<string> {
  const url = await freshDatabase()
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone = 'America/New_York'`)
  await admin.end()
  return url
}

test.each([
  ['', 'the database’s'],
  ['options=-c%20timezone%3DAsia%2FTokyo%20-c%20work_mem%3D5MB', 'its own, among other options'],
])('moments are right whatever time zone the session has: DATABASE_URL with "%s", %s', async options => {
  const url = new URL(await inNewYork())
  url.search += `&${options}`
  const server = await startServer({ DATABASE_URL: url.href })
  try {
    const mutation = detectMutation.replace(/\{ id/, '{ createdAt id')
    const input = { images: [{ base64: scene(1).toString('base64') }] }
    const { data } = await server.graphql<{ detect: { results: Run[] } }>(mutation, { input })
    const stored = data.detect.results[0]!
    const since = new Date(Date.now() - 600_000).toISOString()
    const read = await server.graphql<{ detectionRuns: { nodes: Run[] } }>(
      `{ detectionRuns(first: 9, filter: { since: "${since}" }) { nodes { id createdAt image { createdAt } } } }`,
    )
    expect(read.data.detectionRuns.nodes.map(({ id }) => id)).toEqual([stored.id])
    const [run] = read.data.detectionRuns.nodes
    expect(Math.abs(Date.parse(run!.createdAt) - Date.now())).toBeLessThan(60_000)
    expect(Math.abs(Date.parse(run!.image.createdAt) - Date.now())).toBeLessThan(60_000)

    const put = await server.send('/uploads/a.bin', { method: 'PUT', body: 'a' })
    const [upload] = await server.sql<{ minutes: number }>(
      'SELECT extract(epoch FROM expires_at - now())::float8 / 60 AS minutes FROM upload',
    )
    expect(upload!.minutes).toBeCloseTo(60, -1)
    expect(Date.parse(JSON.parse(put.text).expiresAt) - Date.now()).toBeGreaterThan(3_500_000)
  } finally {
    await server.stop()
  }
})
