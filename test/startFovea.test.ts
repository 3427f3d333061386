import { once } from 'node:events'
import { request } from 'node:http'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { readConfig } from '../src/config.ts'
import { startFovea } from '../src/startFovea.ts'
import { detectUploads } from './helper/detectUploads.ts'
import { freshDatabase } from './helper/freshDatabase.ts'
import { scene } from './helper/scene.ts'
import { createSender } from './helper/sender.ts'

test('requests that do not come to their end cannot keep it from stopping: images are refused, senders cut off', async () => {
  const config = readConfig({ PORT: '0', FOVEA_WORKERS: '1', DATABASE_URL: await freshDatabase() })
  const log = pino({ level: 'silent' })
  const { url, detector, stop } = await startFovea({ config, log, exclusive: true, patienceMs: 200 })
  const upload = request(`${url}/uploads`, {
    method: 'PUT',
    headers: { 'content-length': 1000, expect: '100-continue' },
  })
  const cut = once(upload, 'response').catch((error: NodeJS.ErrnoException) => error.code)
  upload.flushHeaders()
  await once(upload, 'continue')
  upload.write('begun')
  for (const pid of detector.pids()) process.kill(pid, 'SIGSTOP')
  const detecting = createSender(url).postMultipart(detectUploads([{ fileName: 'a.jpg', bytes: scene(1) }]))
  await vi.waitFor(() => expect(detector.stats().busy).toBe(1))

  const began = performance.now()
  await stop()
  expect(performance.now() - began).toBeLessThan(10_000)
  const { status, errors } = await detecting
  expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 503, code: 'OVERLOADED' })
  expect(await cut).toBe('ECONNRESET')
})
