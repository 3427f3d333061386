import { createReadStream } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { extractArchive } from '../archive/extractArchive.ts'
import { withTemporaryFolder } from '../archive/withTemporaryFolder.ts'
import type { Format } from '../formats/detectFormat.ts'
import { isImage } from '../formats/fileKinds.ts'
import { readVocGroundTruth } from '../formats/readVocGroundTruth.ts'
import { readYoloGroundTruth } from '../formats/readYoloGroundTruth.ts'
import { atArchive } from './atArchive.ts'
import { cappedContent } from './cappedContent.ts'
import { findArchiveFormat } from './findArchiveFormat.ts'
import { folderOfAll } from './folderOfAll.ts'
import { measurePhotos } from './measurePhotos.ts'
import { datasetTooLarge, type ReadGroundTruth, readTextGroundTruth } from './readTextGroundTruth.ts'

type Source = {
  path: string
  /** what messages call the archive */
  name: string
  /** without one, found out */
  format: Format | null
  /** of everything but pictures, unpacked */
  maxBytes: number
}

/** What the readers read; of other files, pictures among them, they see the names. */
const isText = (name: string) => /\.(?:json|[ct]sv|xml|txt|ya?ml|names)(?:\.gz)?$/i.test(name)

/**
 * Reads a ground truth out of a ZIP, tar or tar.gz archive: a COCO annotation file, CSV, YOLO or Pascal VOC, with its
 * photos or, but for YOLO, without. Nothing outside of the archive is read, whatever a file in it says.
 * @throws InvalidInput DATASET_INVALID, DUPLICATE_ID with the name of the archive; AppError DATASET_TOO_LARGE,
 * ARCHIVE_INVALID, PAYLOAD_TOO_LARGE
 */
export const readArchivedGroundTruth = ({ path, name, format, maxBytes }: Source) =>
  withTemporaryFolder(async (made): Promise<ReadGroundTruth & { readonly hasPhotos: boolean }> => {
    // As the readers call it in their messages.
    const folder = await realpath(made)
    try {
      const content = cappedContent(isText, maxBytes, () => datasetTooLarge(name, maxBytes))
      const names = await extractArchive(path, folder, { content })
      const root = join(folder, folderOfAll(names))
      const found = await findArchiveFormat({ folder, root, names, format })
      const hasPhotos = names.some(isImage)
      switch (found.format) {
        case 'YOLO': {
          const sizes = await measurePhotos(path, name)
          const sizeOf = async (picture: string) => sizes(relative(folder, picture))
          return { format: 'YOLO', hasPhotos, ...(await readYoloGroundTruth(root, { within: folder, sizeOf })) }
        }
        case 'VOC':
          return { format: 'VOC', hasPhotos, ...(await readVocGroundTruth(root)) }
        default: {
          const chunks = createReadStream(join(folder, found.file))
          const source = { chunks, name: `${name}/${found.file}`, format: found.format, maxBytes }
          return { hasPhotos, ...(await readTextGroundTruth(source)) }
        }
      }
    } catch (error) {
      throw atArchive(error, folder, name)
    }
  })
