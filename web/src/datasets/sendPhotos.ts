import { DatasetAddImagesDocument } from '../api/generated.ts'
import { putFile } from '../api/putFile.ts'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { formatBytes, formatCount, formatCounted } from '../parts/formatNumber.ts'
import { batchesOf } from './batchesOf.ts'
import { mutate, throwFirst } from './mutate.ts'
import { joinReports, type PhotoReport } from './photoReport.ts'
import { haveSameNames, sizeOf } from './planUpload.ts'
import { sendFile, sendPacked } from './sendFile.ts'
import type { Sending } from './sending.ts'

const atOnce = 3

/** Remembers what has arrived, so that another try goes on where the first one ended. */
export function createPhotoSender(photos: readonly DroppedFile[], archives: readonly DroppedFile[]) {
  const added = new Set<DroppedFile>()
  /** ids of uploads that have arrived, and were not added yet */
  const arrived = new Map<DroppedFile, string>()
  let report: PhotoReport | null = null

  async function add(datasetId: string, files: readonly DroppedFile[], ids: string[], { signal, say }: Sending) {
    say({ label: `The server looks at ${formatCounted(files.length, 'file')}` })
    const images = ids.map(uploadId => ({ uploadId }))
    const { addDatasetImages } = await mutate(DatasetAddImagesDocument, { input: { datasetId, images } }, signal)
    // Of no use again: added, or waiting for longer than an upload is kept.
    for (const file of files) arrived.delete(file)
    throwFirst(addDatasetImages.userErrors)
    report = joinReports(report, addDatasetImages.photos)
    for (const file of files) added.add(file)
  }

  async function sendBatch(datasetId: string, batch: readonly DroppedFile[], sending: Sending): Promise<void> {
    const { signal, say } = sending
    const before = added.size
    const bytesBefore = sizeOf([...added])
    const all = sizeOf(photos)
    const shares: number[] = batch.map(file => (arrived.has(file) ? 1 : 0))
    const queue = [...batch.entries()].filter(([, file]) => !arrived.has(file))
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
        const [index, photo] = next
        const { file, path } = photo
        const onProgress = (share: number) => {
          shares[index] = Math.min(share, 0.999)
          tell()
        }
        const name = path.slice(path.lastIndexOf('/') + 1)
        arrived.set(photo, await putFile(file, name, { signal: either, onProgress }))
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
    const ids = batch.map(photo => arrived.get(photo)!)
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
      for (const archive of archives.filter(file => !added.has(file)))
        await add(datasetId, [archive], [await sendFile(archive.file, archive.file.name, sending)], sending)
      const left = photos.filter(photo => !added.has(photo))
      if (haveSameNames(photos) && left.length > 0) {
        const packing = `Packing ${formatCounted(left.length, 'photo')} with their folders`
        await add(datasetId, left, [await sendPacked(left, 'photos.zip', packing, sending)], sending)
      } else for (const batch of batchesOf(left)) await sendBatch(datasetId, batch, sending)
      return report
    },
  }
}
