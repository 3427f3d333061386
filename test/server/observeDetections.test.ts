import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { detectMutation } from '../helper/detectMutation.ts'
import { eventually } from '../helper/eventually.ts'
import { scene } from '../helper/scene.ts'
import { startServer } from '../helper/startServer.ts'

test('an operator sees what a call of detect was, gave and took', async () => {
  const lines: string[] = []
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line))
      done()
    },
  })
  const server = await startServer({}, { log: pino({ level: 'info' }, stream) })
  try {
    const input = { images: [{ base64: scene(1).toString('base64') }, { base64: 'AAAA' }, { base64: 'AAAA' }] }
    const query = detectMutation.replace(/^\s*mutation\s*\w*/, 'mutation Look')
    const answer = await server.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input }, operationName: 'Look' }),
    })
    expect(answer.status).toBe(200)
    const model = server.fovea.detector.model.manifest.name
    const line = await eventually(() => {
      const found = lines.find(each => each.includes('"answered"'))
      expect(found).toBeDefined()
      return JSON.parse(found!) as object
    })
    expect(line).toMatchObject({
      operationName: 'Look',
      detected: { model, images: 3, results: { ok: 1, IMAGE_UNSUPPORTED: 2 } },
    })
    const { text } = await server.send('/metrics')
    expect(text).toContain(`fovea_detector_queue_seconds_count{model="${model}"} 1`)
    expect(text).toContain(`fovea_detector_inference_seconds_count{model="${model}"} 1`)
    const [run] = await server.sql<{ inference_ms: number }>('SELECT inference_ms FROM detection_run')
    const sum = /^fovea_detector_inference_seconds_sum\{.*\} (.+)$/m.exec(text)
    expect(Number(sum![1]) * 1000).toBeCloseTo(run!.inference_ms, 1)
  } finally {
    await server.stop()
  }
})
