import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { settingsOf } from '../../eval/settings.ts'
import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { startFovea } from '../startFovea.ts'
import { askApi } from './askApi.ts'
import { evaluateScenes } from './evaluateScenes.ts'
import { stopOnSignal } from './stopOnSignal.ts'
import { summaryText } from './summaryText.ts'

const scenes = resolve(import.meta.dirname, '../../demo/scenes')

const mutation = `mutation Demo($file: Upload!) {
  detect(input: { images: [{ upload: $file }] }) {
    userErrors { message }
    results {
      ... on DetectionRun { overlayUrl image { id } detections { category { name } } }
      ... on ImageError { code message }
    }
  }
}`

type Run = { overlayUrl: string; image: { id: string }; detections: { category: { name: string } }[] }
type Detected = { detect: { results: (Run | { code: ErrorCode; message: string; overlayUrl?: never })[] } }

/** One scene as a front end would send it. @throws AppError with what the API said */
async function detectScene(url: string, file: string): Promise<Run> {
  const picture = new File([await readFile(join(scenes, file))], file, { type: 'image/jpeg' })
  const failed = ({ code, message }: { code: ErrorCode; message: string }) => new AppError(code, `${file}: ${message}`)
  const { detect } = await askApi<Detected>(url, mutation, { file: null }, picture).catch(error => {
    throw error instanceof AppError ? failed(error) : error
  })
  const [result] = detect.results
  if (result?.overlayUrl !== undefined) return result
  throw failed(result ?? { code: 'INTERNAL_SERVER_ERROR', message: 'the API gave no answer' })
}

/** The picture that the API draws. @throws AppError INFERENCE_FAILED */
async function fetchPicture(url: string, file: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (response.ok) return response.bytes()
  throw new AppError('INFERENCE_FAILED', `${file}: its picture could not be drawn (status ${response.status})`)
}

/** `2 dog, kite`: the names with their numbers, most first. */
function tally(names: string[]): string {
  const counts = [...Map.groupBy(names, name => name)].map(([name, all]) => ({ name, count: all.length }))
  return counts
    .sort((a, b) => b.count - a.count)
    .map(({ name, count }) => (count > 1 ? `${count} ${name}` : name))
    .join(', ')
}

const refuseFolder = (folder: string) => (cause: Error) => {
  throw new AppError('CONFIG_INVALID', `Cannot write the demo's pictures into ${folder} (${cause.message}).`, {
    hint: 'Set FOVEA_DATA to a folder that can be written.',
    cause,
  })
}

/**
 * Prints a line a scene and writes its picture into the folder `pictures`; throws between two when `signal` says so.
 * @returns the ids of the images
 */
async function showScenes(url: string, pictures: string, signal: AbortSignal): Promise<string[]> {
  await mkdir(pictures, { recursive: true }).catch(refuseFolder(pictures))
  const files = (await readdir(scenes)).filter(file => file.endsWith('.jpg')).sort()
  console.log('image       objects     ms  found')
  const imageIds: string[] = []
  let objects = 0
  let milliseconds = 0
  for (const file of files) {
    signal.throwIfAborted()
    const began = performance.now()
    const { overlayUrl, image, detections } = await detectScene(url, file)
    imageIds.push(image.id)
    const ms = performance.now() - began
    const picture = await fetchPicture(overlayUrl, file)
    await writeFile(join(pictures, file), picture).catch(refuseFolder(pictures))
    const names = detections.map(({ category }) => category.name)
    console.log(`${file}  ${String(names.length).padStart(7)}  ${ms.toFixed(0).padStart(5)}  ${tally(names)}`)
    objects += names.length
    milliseconds += ms
  }
  const each = (milliseconds / files.length).toFixed(0)
  console.log(
    `\n${files.length} images, ${objects} objects of score 0.5 or more, ${each} ms an image, all of it stored.`,
  )
  return imageIds
}

/** Scores what was found; the twelve lines, and the report beside the pictures. */
async function showNumbers(url: string, imageIds: string[], model: string, report: string, signal: AbortSignal) {
  const groundTruth = join(scenes, 'instances.json')
  const { summary, reportUrl } = await evaluateScenes(url, { groundTruth, imageIds, model }, signal)
  console.log(`\nScored against ${relative(process.cwd(), groundTruth)}, by the evaluation that is stored too:`)
  console.log(summaryText({ summary, protocol: settingsOf() }))
  const answer = await fetch(reportUrl)
  if (!answer.ok) throw new AppError('INTERNAL_SERVER_ERROR', `The report could not be made (status ${answer.status}).`)
  await writeFile(report, await answer.bytes()).catch(refuseFolder(dirname(report)))
}

/** `npm run demo`: the demo scenes through the real API into the database, pictures of what was found, and the twelve. */
export async function demo(config: Config): Promise<void> {
  const pictures = join(config.dataDir, 'demo')
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  const local = { ...config, port: 0, host: '127.0.0.1', apiKeySums: [], publicUrl: undefined, worker: true }
  const starting = startFovea({ config: local, log, exclusive: false })
  const asked = stopOnSignal(async () => (await starting).stop())
  const { url, database, detector, stop } = await starting
  try {
    const { manifest } = detector.model
    console.log(`API       ${url}/graphql
database  ${database}
model     ${manifest.name}: ${manifest.description}
`)
    const imageIds = await showScenes(url, pictures, asked)
    const near = relative(process.cwd(), pictures)
    const folder = near.startsWith('..') ? pictures : near
    console.log(`Pictures with the boxes drawn: ${folder}`)
    await showNumbers(url, imageIds, manifest.name, join(pictures, 'report.html'), asked)
    console.log(`\nCurves, confusion and errors: ${join(folder, 'report.html')}`)
    console.log('Now `npm start` opens the page over what was stored: photos, boxes, numbers.')
  } catch (error) {
    if (!asked.aborted) throw error
    process.exitCode = 130
  } finally {
    await stop()
  }
}
