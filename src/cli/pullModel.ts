import { stat } from 'node:fs/promises'
import { join, posix, resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Layout } from '../convert/writeRetinaNet.ts'
import type { Manifest } from '../detector/manifest.ts'
import type { CatalogueEntry } from '../models/catalogue.ts'
import type { Converted } from '../models/convertModel.ts'
import { hasSum } from '../models/fileSums.ts'
import { installedFile } from '../models/installModel.ts'
import { megabytes } from '../models/megabytes.ts'
import { pullModel as pull } from '../models/pullModel.ts'
import { findEntry, readCatalogue } from '../models/readCatalogue.ts'
import { createProgress } from './createProgress.ts'
import { createTransferLine } from './createTransferLine.ts'
import { networkText } from './networkText.ts'
import { restartText } from './restartText.ts'
import { stopOnSignal } from './stopOnSignal.ts'
import { table } from './table.ts'

export type PullOptions = {
  /** what the model is called here, in place of its name in the catalogue */
  name?: string
  from?: string
  force?: boolean
  catalogue?: string
  layout?: Layout
}

/** The one beside fovea's own model. */
const ownCatalogue = resolve(import.meta.dirname, '../../models/catalogue.json')

/**
 * Rows for a table; that two measures are not one is said where there are two, and that they are of another file, perhaps,
 * where the manifest does not have them.
 */
function accuracyRows({ accuracy = [], sources }: CatalogueEntry, manifest: Manifest): string[][] {
  const texts = accuracy.map(
    ({ measure, value, note }) => `${measure} ${value}${note === undefined ? '' : `, ${note}`}`,
  )
  if (accuracy.length > 0 && !manifest.accuracy) {
    const { pathname } = new URL((sources.find(hasSum) ?? sources[0]!).url)
    texts.unshift(`for ${posix.basename(pathname)}, not verified for this file:`)
  }
  const rows = texts.map((text, index) => [index === 0 ? 'published' : '', text])
  if (new Set(accuracy.map(({ measure }) => measure)).size > 1)
    rows.push(['', 'These are different measures, not to be compared: docs/evaluation.md'])
  return rows
}

/**
 * `fovea models pull`: a model of the catalogue, downloaded and made ready.
 * @param name in the catalogue
 * @throws AppError BAD_USER_INPUT, MODEL_NOT_FOUND, MODEL_INVALID, ALREADY_RUNNING, DOWNLOAD_FAILED, STORAGE_UNAVAILABLE
 */
export async function pullModel({ modelsDir }: Config, name: string, options: PullOptions): Promise<void> {
  const { catalogue = ownCatalogue, name: as = name, force: replace = false, from, layout } = options
  const entry = findEntry(await readCatalogue(catalogue), name)
  const transfer = createTransferLine()
  const conversion = createProgress('tensors')
  let converted: Converted | undefined
  const clear = () => {
    transfer.clear()
    conversion.clear()
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const signal = stopOnSignal(() => ended, from === undefined ? 'ending; what has come of a download stays' : 'ending')
  try {
    const before = await installedFile(modelsDir, as)
    const manifest = await pull(
      { entry, name: as, folder: modelsDir, layout, replace, from },
      {
        signal,
        onProgress: transfer.show,
        onConvert(done, of) {
          signal.throwIfAborted()
          transfer.clear()
          conversion.show(done, of)
        },
        onConverted: what => {
          converted = what
        },
        say(line) {
          clear()
          console.error(`fovea: ${line}`)
        },
      },
    )
    clear()
    const path = join(modelsDir, manifest.file)
    const { size } = await stat(path)
    const rows = [
      ...(converted ? [['read', networkText(converted)]] : []),
      ['labels', manifest.labels === 'COCO_80' ? "COCO's 80" : String(manifest.labels.length)],
      ['wrote', `${path}, ${megabytes(size)}`],
      ['manifest', join(modelsDir, `${as}.json`)],
      ['licence', manifest.licence],
      ...accuracyRows(entry, manifest),
      ['server', restartText(before, manifest.file)],
      ['next', `npx fovea models check ${as}`],
      ['', `FOVEA_MODEL=${as} npm start`],
    ]
    console.log(table(rows))
  } catch (error) {
    clear()
    if (!signal.aborted) throw error
    process.exitCode = 130
  } finally {
    end()
  }
}
