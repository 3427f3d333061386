import { copyFile } from 'node:fs/promises'
import { posix } from 'node:path'
import type { Layout } from '../convert/writeRetinaNet.ts'
import type { Manifest } from '../detector/manifest.ts'
import { readSignature } from '../detector/readSignature.ts'
import { signatureProblemOf } from '../detector/signatureProblemOf.ts'
import { AppError } from '../errors.ts'
import type { CatalogueEntry, Source } from './catalogue.ts'
import { checkGiven } from './checkGiven.ts'
import { checkPlace } from './checkPlace.ts'
import { checkRoom } from './checkRoom.ts'
import { type Converted, convertModel } from './convertModel.ts'
import { type DownloadOptions, download } from './download.ts'
import { type FileSums, hasSum } from './fileSums.ts'
import { installModel } from './installModel.ts'
import { lockPart } from './lockPart.ts'
import { megabytes } from './megabytes.ts'
import { makePartFolder, partPath, readPart, removePart, removePartFolder } from './partFile.ts'
import { notTheFile } from './transferProblem.ts'
import { withPartialFile } from './withPartialFile.ts'

type Pull = {
  entry: CatalogueEntry
  /** what the model is called here */
  name: string
  /** of the models */
  folder: string
  /** in place of that of the catalogue */
  layout?: Layout | undefined
  /** whether a model of that name may be replaced */
  replace: boolean
  /** a file on the disk in place of a download */
  from?: string | undefined
}

type Course = Omit<DownloadOptions, 'say'> & {
  say: (line: string) => void
  /** tensors written, of how many; may throw to end it */
  onConvert?: ((done: number, of: number) => void) | undefined
  /** what was found in the file, and where its model is */
  onConverted?: ((converted: Converted) => void) | undefined
}

/** A file that has come. */
type Given = {
  path: string
  sha256: string
  /** whether it stays where it is */
  keep: boolean
  /** for messages */
  shown: string
  /** whether it is known to be the file that was published */
  isPublished: boolean
}

type EntryOf<Kind> = Extract<CatalogueEntry, { kind: Kind }>

/** Of an ONNX file, once it was opened and has what the entry's manifest names. */
async function installOnnx(
  entry: EntryOf<'onnx'>,
  { name, folder, replace }: Pull,
  { path, sha256, shown }: Given,
  signal: AbortSignal | undefined,
): Promise<Manifest> {
  const { licence, description, accuracy } = entry
  const manifest = { name, licence, description, accuracy, ...entry.manifest }
  const signature = await readSignature(path, shown)
  const problem = signatureProblemOf({ ...manifest, file: shown, sha256 }, signature)
  if (problem) throw new AppError('MODEL_INVALID', `${shown}: ${problem}.`)
  signal?.throwIfAborted()
  return installModel(folder, manifest, { path, sha256 }, { replace })
}

async function convertFile(
  { licence, description, accuracy, ...entry }: EntryOf<'keras-retinanet'>,
  { name, folder, replace, layout = entry.layout }: Pull,
  { path: source, shown }: Given,
  { onConvert, onConverted }: Course,
): Promise<Manifest> {
  const labels = entry.labels === 'COCO_80' ? undefined : entry.labels
  const conversion = { source, name, folder, layout, labels, licence, description, accuracy, replace }
  try {
    const converted = await convertModel(conversion, onConvert)
    onConverted?.(converted)
    return converted.manifest
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'BAD_USER_INPUT')) throw error
    await checkPlace(folder, name, replace)
    // What is left are labels and anchors, which nobody gives here.
    const hint = `The catalogue means another file. This one can be made a model with: fovea models convert ${shown} --name NAME, and --labels or --anchors.`
    throw new AppError('MODEL_INVALID', error.message, { hint, cause: error })
  }
}

async function makeModel(pull: Pull, given: Given, course: Course): Promise<Manifest> {
  const { folder, name } = pull
  const entry: CatalogueEntry = given.isPublished ? pull.entry : { ...pull.entry, accuracy: undefined }
  if (entry.kind === 'keras-retinanet') return convertFile(entry, pull, given, course)
  if (!given.keep) return installOnnx(entry, pull, given, course.signal)
  return withPartialFile(folder, name, async path => {
    // The copy is read: weights in a file beside the source would be found there, and be missing here.
    await copyFile(given.path, path)
    return installOnnx(entry, pull, { ...given, path }, course.signal)
  })
}

const sumUnknown = (what: string, { sha256 }: FileSums) =>
  `${what}: no sum is published of this file, so it was not compared with one; its SHA-256 is ${sha256}`

async function pullPart(source: Source, part: string, pull: Pull, course: Course): Promise<Manifest> {
  const { host } = new URL(source.url)
  if (source.bytes !== undefined) {
    const times = pull.entry.kind === 'keras-retinanet' ? 2 : 1 // what is made of it is about as large
    await checkRoom(pull.folder, times * source.bytes - (await readPart(part)).bytes)
  }
  const sums = await download(source, part, course).catch(async error => {
    const { bytes } = await readPart(part)
    if (bytes === 0) await removePart(part)
    else course.say(`${megabytes(bytes)} of it stay in ${part}; the next pull goes on from there`)
    throw error
  })
  if (!hasSum(source)) course.say(sumUnknown(host, sums))
  const given = { path: part, sha256: sums.sha256, keep: false, shown: part, isPublished: hasSum(source) }
  const manifest = await makeModel(pull, given, course).catch(async error => {
    const isWrong = error instanceof AppError && error.code === 'MODEL_INVALID'
    if (!isWrong || hasSum(source)) {
      course.say(`what was downloaded stays in ${part}${isWrong ? '' : '; the next pull begins with it'}`)
      throw error
    }
    await removePart(part)
    const reason = error.message.replace(`${part}: `, '').replace(/\.$/, '')
    throw notTheFile(`${host}: what came is not the model, and is removed: ${reason}`, error)
  })
  await removePart(part)
  return manifest
}

async function pullFrom(source: Source, pull: Pull, course: Course): Promise<Manifest> {
  const part = partPath(pull.folder, source.url)
  await makePartFolder(part)
  try {
    await using _ = await lockPart(part)
    return await pullPart(source, part, pull, course)
  } finally {
    await removePartFolder(part)
  }
}

/** How the next source is called: its file too, where the host is the one that has just failed. */
function nextName({ url: next }: Source, { url: failed }: Source): string {
  const { host, pathname } = new URL(next)
  return host === new URL(failed).host ? `${host}/${posix.basename(pathname)}` : host
}

/**
 * Downloads a model of the catalogue and makes a model of fovea of it, or does so with a file on the disk. Until that is
 * done nothing is under the model's name.
 * @throws AppError BAD_USER_INPUT, MODEL_INVALID, ALREADY_RUNNING, DOWNLOAD_FAILED when no source gives the file,
 * STORAGE_UNAVAILABLE; the signal's reason
 */
export async function pullModel(pull: Pull, course: Course): Promise<Manifest> {
  const { entry, name, folder, from, replace, layout } = pull
  await checkPlace(folder, name, replace)
  if (layout !== undefined && entry.kind === 'onnx')
    throw new AppError('BAD_USER_INPUT', `--layout: expected none, as ${name} comes as an ONNX file.`)
  if (from !== undefined) {
    const { source, sums } = await checkGiven(from, entry.sources)
    if (!hasSum(source)) course.say(sumUnknown(from, sums))
    const given = { path: from, sha256: sums.sha256, keep: true, shown: from, isPublished: hasSum(source) }
    return makeModel(pull, given, course)
  }
  for (const [index, source] of entry.sources.entries()) {
    try {
      return await pullFrom(source, pull, course)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'DOWNLOAD_FAILED')) throw error
      const next = entry.sources[index + 1]
      if (!next) {
        const network = `Look at the network and at HTTPS_PROXY, or download ${(entry.sources.find(hasSum) ?? source).url} elsewhere and give it with --from FILE.`
        throw new AppError('DOWNLOAD_FAILED', error.message, { hint: error.hint ?? network, cause: error })
      }
      course.say(`${error.message}; trying ${nextName(next, source)}`)
    }
  }
  throw new AppError('DOWNLOAD_FAILED', 'The catalogue names no source.')
}
