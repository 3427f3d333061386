import { DatasetCreateDocument, type DatasetCreateMutation, type DatasetFormat } from '../api/generated.ts'
import { ProblemError } from '../api/problem.ts'
import { formatCounted } from '../parts/formatNumber.ts'
import { mutate, throwFirst } from './mutate.ts'
import { joinReports, type PhotoReport } from './photoReport.ts'
import type { UploadChoice } from './planUpload.ts'
import { sendFile, sendPacked } from './sendFile.ts'
import type { Sending } from './sending.ts'
import { createPhotoSender } from './sendPhotos.ts'

/** What the person who sends a dataset decides. */
export type DatasetOptions = {
  name: string
  orientation: 'UPRIGHT' | 'RAW'
  /** null: to be found out */
  format: DatasetFormat | null
}

/** A dataset as it was stored. */
export type StoredDataset = {
  dataset: NonNullable<DatasetCreateMutation['createDataset']['dataset']>
  /** false where the same content was there before */
  created: boolean
  report: PhotoReport | null
}

/** Sends one choice, and remembers what has arrived, so that another try goes on where the first one ended. */
export function createDatasetSender({ name, groundTruth, photos, archives, pack }: UploadChoice) {
  const newSender = () => createPhotoSender(pack ? [] : photos, archives)
  let photoSender = newSender()
  let uploadId: string | null = null
  let mayBeStored = false
  let stored: (StoredDataset & { by: string }) | null = null

  function upload(sending: Sending): Promise<string> {
    const [first] = groundTruth
    if (!pack) return sendFile(first!.file, first!.file.name, sending)
    const files = [...groundTruth, ...photos]
    return sendPacked(files, `${name}.zip`, `Packing ${formatCounted(files.length, 'file')}`, sending)
  }

  async function create(options: DatasetOptions, sending: Sending): Promise<StoredDataset> {
    const isNew = uploadId === null
    uploadId ??= await upload(sending)
    sending.say({ label: 'The server reads the annotations' })
    const input = { ...options, groundTruth: { uploadId }, name: options.name.trim() || null }
    mayBeStored = true
    const { createDataset } = await mutate(DatasetCreateDocument, { input }, sending.signal)
    mayBeStored = false
    const { dataset, created, photos, userErrors } = createDataset
    if (userErrors[0]?.code === 'UPLOAD_NOT_FOUND' && !isNew) {
      uploadId = null
      return create(options, sending)
    }
    throwFirst(userErrors)
    if (!dataset)
      throw new ProblemError({ code: 'PAGE', message: 'The server stored no dataset and does not say why.' })
    return { dataset, created, report: photos }
  }

  return {
    /** The dataset, where the annotations have arrived; then photos may be missing. */
    stored: () => stored,

    /** Whether the server was asked to store it, and nobody waited for its answer. */
    mayBeStored: () => mayBeStored,

    /** @throws ProblemError; the signal's reason when it was aborted */
    async send(options: DatasetOptions, sending: Sending): Promise<StoredDataset> {
      const by = JSON.stringify(options)
      if (stored?.by !== by) {
        const before = stored?.dataset.id
        stored = { ...(await create(options, sending)), by }
        // What was added to another one is not in this one.
        if (stored.dataset.id !== before) photoSender = newSender()
      }
      const added = await photoSender.send(stored.dataset.id, sending)
      return { ...stored, report: joinReports(stored.report, added) }
    },
  }
}
