import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { startFovea } from '../startFovea.ts'

const scenes = resolve(import.meta.dirname, '../../demo/scenes')

const mutation = `mutation Demo($file: Upload!) {
  detect(input: { images: [{ upload: $file }] }) {
    userErrors { message }
    results {
      ... on DetectionRun { overlayUrl detections { category { name } } }
      ... on ImageError { code message }
    }
  }
}`

type Result =
  | { overlayUrl: string; detections: { category: { name: string } }[] }
  | { code: string; message: string; overlayUrl?: never }

/** One scene as a front end would send it: a GraphQL multipart request. */
async function detectScene(url: string, file: string): Promise<Result> {
  const form = new FormData()
  form.set('operations', JSON.stringify({ query: mutation, variables: { file: null } }))
  form.set('map', JSON.stringify({ file: ['variables.file'] }))
  form.set('file', new Blob([await readFile(join(scenes, file))], { type: 'image/jpeg' }), file)
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'apollo-require-preflight': '1' },
    body: form,
  })
  const { data, errors } = (await response.json()) as {
    data?: { detect: { results: Result[] } }
    errors?: { message: string }[]
  }
  const result = data?.detect.results[0]
  if (!result) throw new Error(`The API refused ${file}: ${errors?.[0]?.message ?? `status ${response.status}`}`)
  return result
}

/** `2 dog, kite`: the names with their numbers, most first. */
function tally(names: string[]): string {
  const counts = [...Map.groupBy(names, name => name)].map(([name, all]) => ({ name, count: all.length }))
  return counts
    .sort((a, b) => b.count - a.count)
    .map(({ name, count }) => (count > 1 ? `${count} ${name}` : name))
    .join(', ')
}

/** `npm run demo`: the demo scenes through the real API into the database, and pictures of what was found. */
export async function demo(config: Config): Promise<void> {
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  const local = { ...config, port: 0, host: '127.0.0.1', apiKeySums: [] }
  const fovea = await startFovea({ config: local, log, exclusive: false })
  try {
    const { manifest } = fovea.detector.model
    console.log(
      `API       ${fovea.url}/graphql\ndatabase  ${fovea.database}\nmodel     ${manifest.name}: ${manifest.description}\n`,
    )
    const pictures = join(config.dataDir, 'demo')
    await mkdir(pictures, { recursive: true })
    const files = (await readdir(scenes)).filter(file => file.endsWith('.jpg')).sort()

    console.log('image       objects     ms  found')
    let objects = 0
    let milliseconds = 0
    for (const file of files) {
      const began = performance.now()
      const result = await detectScene(fovea.url, file)
      const ms = performance.now() - began
      if (result.overlayUrl === undefined) throw new Error(`${file}: ${result.code}: ${result.message}`)
      const picture = await fetch(result.overlayUrl)
      if (!picture.ok) throw new Error(`${file}: its picture could not be drawn (status ${picture.status})`)
      await writeFile(join(pictures, file), await picture.bytes())
      const names = result.detections.map(({ category }) => category.name)
      console.log(`${file}  ${String(names.length).padStart(7)}  ${ms.toFixed(0).padStart(5)}  ${tally(names)}`)
      objects += names.length
      milliseconds += ms
    }
    const each = (milliseconds / files.length).toFixed(0)
    console.log(
      `\n${files.length} images, ${objects} objects of score 0.5 or more, ${each} ms an image, all of it stored.`,
    )
    const near = relative(process.cwd(), pictures)
    console.log(`Pictures with the boxes drawn: ${near.startsWith('..') ? pictures : near}`)
    console.log('Now `npm start` opens the query page over what was stored.')
  } finally {
    await fovea.stop()
  }
}
