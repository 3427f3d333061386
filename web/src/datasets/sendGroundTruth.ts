import { DatasetCreateDocument, type DatasetCreateMutation } from '../api/generated.ts'
import { ProblemError } from '../api/problem.ts'
import { putFile } from '../api/putFile.ts'
import { formatBytes, formatCounted } from '../parts/formatNumber.ts'
import { mutate, throwFirst } from './mutate.ts'
import { packFolder } from './packFolder.ts'
import { joinReports, type PhotoReport } from './photoReport.ts'
import type { UploadChoice } from './planUpload.ts'
import type { Sending } from './sending.ts'
import { createPhotoSender } from './sendPhotos.ts'

/** What the person who sends a dataset decides. */
export type DatasetOptions = { name: string; orientation: 'UPRIGHT' | 'RAW' }

/** A dataset as it was stored. */
export type StoredDataset = {
  dataset: NonNullable<DatasetCreateMutation['createDataset']['dataset']>
  /** false where the same content was there before */
  created: boolean
  report: PhotoReport | null
}

/** Sends one choice, and remembers what has arrived, so that another try goes on where the first one ended. */
export function createDatasetSender({ name, groundTruth, photos, pack }: UploadChoice) {
  const photoSender = createPhotoSender(pack ? [] : photos, [])
  let uploadId: string | null = null
  let stored: (StoredDataset & { by: string }) | null = null

  async function upload({ signal, say }: Sending): Promise<string> {
    const files = pack ? [...groundTruth, ...photos] : groundTruth
    const packing = `Packing ${formatCounted(files.length, 'file')}`
    const file = pack
      ? await packFolder(files, { signal, onProgress: value => say({ label: packing, value }) })
      : files[0]!.file
    const called = pack ? `${name}.zip` : files[0]!.file.name
    const size = formatBytes(file.size)
    const onProgress = (value: number) =>
      say({ label: `Sending ${called}, ${formatBytes(value * file.size)} of ${size}`, value })
    return putFile(file, called, { signal, onProgress })
  }

  async function create({ name, orientation }: DatasetOptions, sending: Sending): Promise<StoredDataset> {
    const isNew = uploadId === null
    uploadId ??= await upload(sending)
    sending.say({ label: 'The server reads the annotations' })
    const input = { groundTruth: { uploadId }, orientation, name: name.trim() || null }
    const { createDataset } = await mutate(DatasetCreateDocument, { input }, sending.signal)
    const { dataset, created, photos, userErrors } = createDataset
    if (userErrors[0]?.code === 'UPLOAD_NOT_FOUND' && !isNew) {
      uploadId = null
      return create({ name, orientation }, sending)
    }
    throwFirst(userErrors)
    if (!dataset)
      throw new ProblemError({ code: 'PAGE', message: 'The server stored no dataset and does not say why.' })
    return { dataset, created, report: photos }
  }

  return {
    /** The dataset, where the annotations have arrived; then photos may be missing. */
    stored: () => stored,

    /** @throws ProblemError; the signal's reason when it was aborted */
    async send(options: DatasetOptions, sending: Sending): Promise<StoredDataset> {
      const by = JSON.stringify(options)
      if (stored?.by !== by) stored = { ...(await create(options, sending)), by }
      const added = await photoSender.send(stored.dataset.id, sending)
      return { ...stored, report: joinReports(stored.report, added) }
    },
  }
}
