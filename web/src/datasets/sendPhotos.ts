import { DatasetAddImagesDocument } from '../api/generated.ts'
import { putFile } from '../api/putFile.ts'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { formatBytes, formatCount, formatCounted } from '../parts/formatNumber.ts'
import { batchesOf } from './batchesOf.ts'
import { mutate, throwFirst } from './mutate.ts'
import { packFolder } from './packFolder.ts'
import { joinReports, type PhotoReport } from './photoReport.ts'
import { haveSameNames, sizeOf } from './planUpload.ts'
import type { Sending } from './sending.ts'

const atOnce = 3

/** Remembers what has arrived, so that another try goes on where the first one ended. */
export function createPhotoSender(photos: readonly DroppedFile[], archives: readonly DroppedFile[]) {
  const added = new Set<DroppedFile>()
  let report: PhotoReport | null = null

  async function add(datasetId: string, files: readonly DroppedFile[], ids: string[], { signal, say }: Sending) {
    say({ label: `The server looks at ${formatCounted(files.length, 'file')}` })
    const images = ids.map(uploadId => ({ uploadId }))
    const { addDatasetImages } = await mutate(DatasetAddImagesDocument, { input: { datasetId, images } }, signal)
    throwFirst(addDatasetImages.userErrors)
    report = joinReports(report, addDatasetImages.photos)
    for (const file of files) added.add(file)
  }

  async function sendOne(datasetId: string, files: readonly DroppedFile[], file: Blob, name: string, sending: Sending) {
    const { signal, say } = sending
    const onProgress = (value: number) =>
      say({ label: `Sending ${name}, ${formatBytes(value * file.size)} of ${formatBytes(file.size)}`, value })
    await add(datasetId, files, [await putFile(file, name, { signal, onProgress })], sending)
  }

  async function sendBatch(datasetId: string, batch: readonly DroppedFile[], sending: Sending): Promise<void> {
    const { signal, say } = sending
    const before = added.size
    const bytesBefore = sizeOf([...added])
    const all = sizeOf(photos)
    const shares = batch.map(() => 0)
    const ids: string[] = []
    const queue = [...batch.entries()]
    // One that fails ends the others.
    const ending = new AbortController()
    const either = AbortSignal.any([signal, ending.signal])

    function tell() {
      const bytes = bytesBefore + batch.reduce((sum, { file }, index) => sum + file.size * shares[index]!, 0)
      const done = before + shares.filter(share => share === 1).length
      const count = `${formatCount(done)} of ${formatCounted(photos.length, 'photo')}`
      say({
        label: `Sending ${count}, ${formatBytes(bytes)} of ${formatBytes(all)}`,
        value: all === 0 ? 1 : bytes / all,
      })
    }

    async function work() {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [index, { file, path }] = next
        const onProgress = (share: number) => {
          shares[index] = Math.min(share, 0.999)
          tell()
        }
        ids[index] = await putFile(file, path.slice(path.lastIndexOf('/') + 1), { signal: either, onProgress })
        shares[index] = 1
        tell()
      }
    }

    try {
      await Promise.all(Array.from({ length: atOnce }, work))
    } catch (error) {
      ending.abort()
      throw error
    }
    await add(datasetId, batch, ids, sending)
  }

  return {
    /** What became of those that were added; null where none was. */
    report: () => report,

    /**
     * Adds them to a dataset; those that it was called for before are left out.
     * @throws ProblemError; the signal's reason when it was aborted
     */
    async send(datasetId: string, sending: Sending): Promise<PhotoReport | null> {
      const { signal, say } = sending
      for (const archive of archives.filter(file => !added.has(file)))
        await sendOne(datasetId, [archive], archive.file, archive.path, sending)
      const left = photos.filter(photo => !added.has(photo))
      if (haveSameNames(photos) && left.length > 0) {
        const packing = `Packing ${formatCounted(left.length, 'photo')} with their folders`
        const packed = await packFolder(left, { signal, onProgress: value => say({ label: packing, value }) })
        await sendOne(datasetId, left, packed, 'photos.zip', sending)
      } else for (const batch of batchesOf(left)) await sendBatch(datasetId, batch, sending)
      return report
    },
  }
}
