import type { FastifyRequest } from 'fastify'
import type { createDetectImages } from '../runs/createDetectImages.ts'
import type { Metrics } from './createMetrics.ts'

type DetectImages = ReturnType<typeof createDetectImages>

declare module 'fastify' {
  interface FastifyRequest {
    /** what a call of `detect` had and gave, for the log; `results` are "ok" or codes, each with how often */
    detected?: { model: string; images: number; results?: Record<string, number> }
  }
}

/** The same calls, with their times in the metrics and what they gave at the request. */
export const observeDetections =
  (detectImages: DetectImages, { queueTimes, inferenceTimes }: Metrics, request: FastifyRequest): DetectImages =>
  async call => {
    const model = call.model.manifest.name
    const images = call.sources.length
    request.detected = { model, images }
    const outcomes = await detectImages(call)
    const results: Record<string, number> = {}
    for (const outcome of outcomes) {
      const code = 'run' in outcome ? 'ok' : outcome.error.code
      results[code] = (results[code] ?? 0) + 1
      if (!('run' in outcome)) continue
      queueTimes.observe({ model }, outcome.run.queueMs / 1000)
      inferenceTimes.observe({ model }, outcome.run.inferenceMs / 1000)
    }
    request.detected = { model, images, results }
    return outcomes
  }
