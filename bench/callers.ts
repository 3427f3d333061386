import { Agent, request } from 'node:http'
import { numbered, readAll } from './photos.ts'

// A process of its own: callers that each send one photo after the other and wait for its boxes.

export type CallersJob = { url: string; callers: number; seconds: number; files: string[]; firstNumber: number }
export type CallersResult = { images: number; ms: number; latencies: number[] }

const query = `mutation ($file: Upload!) { detect(input: { images: [{ upload: $file }] }) { results {
  ... on DetectionRun { id detections { category { name } score box { x y width height } } } ... on ImageError { code } } } }`
const boundary = 'fovea-bench-boundary'

const field = (name: string, text: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`

const head = Buffer.from(
  field('operations', JSON.stringify({ query, variables: { file: null } })) +
    field('map', '{"file":["variables.file"]}') +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
)
const tail = Buffer.from(`\r\n--${boundary}--\r\n`)

function send(url: string, agent: Agent, photo: Buffer): Promise<void> {
  const body = Buffer.concat([head, photo, tail])
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': body.length,
    'apollo-require-preflight': '1',
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (text.includes('"detections"')) resolve()
        else reject(new Error(`status ${response.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function run({ url, callers, seconds, files, firstNumber }: CallersJob): Promise<CallersResult> {
  const photos = readAll(files)
  const agent = new Agent({ keepAlive: true, maxSockets: callers })
  const latencies: number[] = []
  let next = firstNumber
  const began = performance.now()
  const end = began + seconds * 1000
  async function caller() {
    while (performance.now() < end) {
      const number = next++
      const photo = numbered(photos[number % photos.length]!, number)
      const sent = performance.now()
      await send(url, agent, photo)
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  agent.destroy()
  return { images: latencies.length, ms: performance.now() - began, latencies }
}

process.once('message', (job: CallersJob) =>
  run(job).then(result => {
    process.send?.(result)
    process.disconnect()
  }),
)
