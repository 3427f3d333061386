import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DetectorStats } from '../detector/createDetector.ts'

export type Metrics = ReturnType<typeof createMetrics>

/** In seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What `GET /metrics` shows, in a registry of this server's own. */
export function createMetrics(stats: () => DetectorStats) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'fovea_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  })
  const errors = new Counter({
    name: 'fovea_errors_total',
    help: 'Requests that were refused as a whole, by code.',
    labelNames: ['code'],
    registers,
  })
  const subscriptions = new Gauge({
    name: 'fovea_subscriptions_open',
    help: 'Subscriptions that are being answered by server-sent events.',
    registers,
  })

  const ofModel = { labelNames: ['model'], buckets, registers }
  const queueTimes = new Histogram({
    name: 'fovea_detector_queue_seconds',
    help: 'Time that a stored image waited for a detector process, by model.',
    ...ofModel,
  })
  const inferenceTimes = new Histogram({
    name: 'fovea_detector_inference_seconds',
    help: 'Time that the model ran on a stored image, by model.',
    ...ofModel,
  })

  const gauges: [string, string, (now: DetectorStats) => number][] = [
    ['fovea_detector_processes_ready', 'Detector processes with the default model open.', now => now.ready],
    ['fovea_detector_processes_busy', 'Detector processes at work.', now => now.busy],
    ['fovea_detector_process_restarts', 'Detector processes replaced since the start.', now => now.restarts],
    ['fovea_detector_images_waiting', 'Images that wait for a detector process.', now => now.waiting],
    ['fovea_detector_images_done', 'Images answered since the start.', now => now.done],
    ['fovea_queue_images', 'Images that have arrived and are not detected yet.', now => now.admitted.images],
    ['fovea_queue_bytes', 'Bytes that have arrived with requests not answered yet.', now => now.admitted.bytes],
  ]
  for (const [name, help, read] of gauges)
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(stats()))
      },
    })

  return {
    requests,
    errors,
    subscriptions,
    queueTimes,
    inferenceTimes,
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}
