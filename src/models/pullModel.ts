import { copyFile } from 'node:fs/promises'
import type { Layout } from '../convert/writeRetinaNet.ts'
import type { Manifest } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import type { CatalogueEntry, Source } from './catalogue.ts'
import { checkGiven } from './checkGiven.ts'
import { checkPlace } from './checkPlace.ts'
import { convertModel } from './convertModel.ts'
import { type DownloadOptions, download } from './download.ts'
import { type FileSums, hasSum } from './fileSums.ts'
import { installModel } from './installModel.ts'
import { lockPart } from './lockPart.ts'
import { makePartFolder, partPath, readPart, removePart } from './partFile.ts'
import { failedDownload } from './transferProblem.ts'
import { withPartialFile } from './withPartialFile.ts'

export type Pull = {
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

export type PullOptions = Omit<DownloadOptions, 'say'> & {
  say: (line: string) => void
  /** tensors written, of how many; may throw to end it */
  onConvert?: ((done: number, of: number) => void) | undefined
}

/** The model of a file, under its name. With `keep` the file stays where it is. */
async function makeModel(
  { entry, name, folder, layout, replace }: Pull,
  path: string,
  sha256: string,
  keep: boolean,
  onConvert: PullOptions['onConvert'],
): Promise<Manifest> {
  const { licence, description } = entry
  if (entry.kind === 'keras-retinanet') {
    const labels = entry.labels === 'COCO_80' ? undefined : entry.labels
    const conversion = {
      source: path,
      name,
      folder,
      layout: layout ?? entry.layout,
      labels,
      licence,
      description,
      replace,
    }
    return (await convertModel(conversion, onConvert)).manifest
  }
  const manifest = { name, licence, description, ...entry.manifest }
  if (!keep) return installModel(folder, manifest, { path, sha256 }, { replace })
  return withPartialFile(folder, name, async copy => {
    await copyFile(path, copy)
    return installModel(folder, manifest, { path: copy, sha256 }, { replace })
  })
}

const sumUnknown = (what: string, { sha256 }: FileSums) =>
  `${what}: no sum is published of this file, so it was not compared with one; its SHA-256 is ${sha256}`

async function pullFrom(source: Source, pull: Pull, options: PullOptions): Promise<Manifest> {
  const { host } = new URL(source.url)
  const part = partPath(pull.folder, source.url)
  await makePartFolder(part)
  await using _ = await lockPart(part)
  const sums = await download(source, part, options).catch(async error => {
    const { bytes } = await readPart(part)
    if (bytes > 0) options.say(`${(bytes / 1e6).toFixed(1)} MB of it stay in ${part}; the next pull goes on from there`)
    throw error
  })
  if (!hasSum(source)) options.say(sumUnknown(host, sums))
  try {
    const manifest = await makeModel(pull, part, sums.sha256, false, options.onConvert)
    await removePart(part)
    return manifest
  } catch (error) {
    if (hasSum(source) || !(error instanceof AppError && error.code === 'MODEL_INVALID')) {
      options.say(`what was downloaded stays in ${part}; the next pull begins with it`)
      throw error
    }
    await removePart(part)
    throw failedDownload(`${host}: what came is not the model, and is removed: ${error.message}`, error)
  }
}

/**
 * Downloads a model of the catalogue and makes a model of fovea of it, or does so with a file on the disk. Until that is
 * done nothing is under the model's name.
 * @throws AppError BAD_USER_INPUT, MODEL_INVALID, ALREADY_RUNNING, DOWNLOAD_FAILED when no source gives the file,
 * STORAGE_UNAVAILABLE; the signal's reason
 */
export async function pullModel(pull: Pull, options: PullOptions): Promise<Manifest> {
  const { entry, name, folder, from, replace, layout } = pull
  await checkPlace(folder, name, replace)
  if (layout !== undefined && entry.kind === 'onnx')
    throw new AppError('BAD_USER_INPUT', `--layout: expected none, as ${name} comes as an ONNX file.`)
  if (from !== undefined) {
    const { source, sums } = await checkGiven(from, entry.sources)
    if (!hasSum(source)) options.say(sumUnknown(from, sums))
    return makeModel(pull, from, sums.sha256, true, options.onConvert)
  }
  for (const [index, source] of entry.sources.entries()) {
    try {
      return await pullFrom(source, pull, options)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'DOWNLOAD_FAILED')) throw error
      const next = entry.sources[index + 1]
      if (!next) {
        const hint = `Look at the network and at HTTPS_PROXY, or download ${(entry.sources.find(hasSum) ?? source).url} elsewhere and give it with --from FILE.`
        throw new AppError('DOWNLOAD_FAILED', error.message, { hint, cause: error })
      }
      options.say(`${error.message}; trying ${new URL(next.url).host}`)
    }
  }
  throw new AppError('DOWNLOAD_FAILED', 'The catalogue names no source.')
}
