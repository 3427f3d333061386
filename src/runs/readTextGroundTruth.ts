import { InvalidInput } from '../../eval/invalidInput.ts'
import { createCap } from '../createCap.ts'
import { AppError } from '../errors.ts'
import { atFile } from '../formats/atFile.ts'
import { type Format, formatOfFile } from '../formats/detectFormat.ts'
import type { GroundTruthInput } from '../formats/inputs.ts'
import { readCocoGroundTruth } from '../formats/readCocoGroundTruth.ts'
import { readCsvGroundTruth } from '../formats/readCsvGroundTruth.ts'
import { unpack } from '../formats/unpack.ts'
import { peek } from './peek.ts'

const code = 'DATASET_INVALID'
/** Of the unpacked file, to tell JSON from anything else. */
const startBytes = 64

type Source = {
  chunks: AsyncIterable<Uint8Array>
  /** what messages call it, and what its ending says of its format */
  name: string
  /** without one, found out */
  format: Format | null
  /** unpacked */
  maxBytes: number
}

export type ReadGroundTruth = Pick<GroundTruthInput, 'groundTruth' | 'notes'> & { readonly format: Format }

/**
 * Reads a ground truth out of one file as it comes, packed by gzip or not: COCO JSON or CSV.
 * @throws InvalidInput DATASET_INVALID, DUPLICATE_ID with the file's name; AppError DATASET_TOO_LARGE as soon as more
 * than `maxBytes` have come out of it
 */
export async function readTextGroundTruth({ chunks, name, format, maxBytes }: Source): Promise<ReadGroundTruth> {
  const newCap = () => createCap(maxBytes, () => datasetTooLarge(name, maxBytes))
  try {
    const { start, all } = await peek(unpack(chunks, code, newCap), startBytes)
    try {
      if ((format ?? textFormatOf(name, start)) === 'CSV')
        return { format: 'CSV', ...(await readCsvGroundTruth(all, name)) }
      if (format !== null && format !== 'COCO') throw notText(name, `a single file`)
      return { format: 'COCO', groundTruth: await readCocoGroundTruth(all), notes: [] }
    } finally {
      await all.return()
    }
  } catch (error) {
    throw atFile(name, error)
  }
}

const inArchives = 'Send YOLO and Pascal VOC as a ZIP, tar or tar.gz archive of the whole data set.'

const notText = (name: string, received: string) =>
  new InvalidInput(code, `'${name}': expected an archive of the whole data set, received ${received}.`, inArchives)

function textFormatOf(name: string, start: Uint8Array): Format {
  try {
    return formatOfFile(name, start, ['COCO', 'CSV'], code)
  } catch (error) {
    throw error instanceof InvalidInput ? new InvalidInput(error.code, error.message, inArchives) : error
  }
}

export const datasetTooLarge = (name: string, maxBytes: number) =>
  new AppError(
    'DATASET_TOO_LARGE',
    `'${name}': expected a ground truth of at most ${maxBytes.toLocaleString('en')} bytes, unpacked; it goes on after them.`,
    { hint: 'Leave out what an evaluation does not read, such as segmentation, or split the data set.' },
  )
