import { useRef, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { DropZone } from '../parts/DropZone.tsx'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { formatCount, formatCounted } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import { Panel } from '../parts/Panel.tsx'
import { UnreadableNotice } from '../parts/UnreadableNotice.tsx'
import type { DatasetDetail } from './DatasetFacts.tsx'
import { PhotoReportView } from './PhotoReportView.tsx'
import type { PhotoReport } from './photoReport.ts'
import { planUpload } from './planUpload.ts'
import { SendingView } from './SendingView.tsx'
import { createPhotoSender } from './sendPhotos.ts'
import { useSending } from './useSending.ts'

type Props = { dataset: DatasetDetail; onAdded: () => void }

/** Where photos of a dataset are missing, takes them: photos, a folder or an archive. */
export function DatasetPhotos({ dataset: { id, imageCount, photoCount, frozenAt }, onAdded }: Props) {
  const sending = useSending<PhotoReport | null>()
  const sender = useRef<ReturnType<typeof createPhotoSender> | null>(null)
  const [useless, setUseless] = useState(0)
  const [unreadable, setUnreadable] = useState<readonly string[]>([])
  const missing = imageCount - photoCount

  async function send() {
    const own = sender.current
    if (!own) return
    await sending.start(step => own.send(id, step))
    if (own.report()) onAdded()
  }

  function take(files: DroppedFile[]) {
    const { photos, archives } = planUpload(files)
    sending.forget()
    setUseless(photos.length + archives.length === 0 ? files.length : 0)
    if (photos.length + archives.length === 0) return
    sender.current = createPhotoSender(photos, archives)
    void send()
  }

  if (missing === 0 && !sending.result && !sending.step) return null
  const hasStopped = sending.problem !== null || sending.wasCancelled
  return (
    <Panel
      title="Photos"
      lead={
        missing > 0 &&
        `${formatCount(missing)} of ${formatCounted(imageCount, 'image')} ${missing === 1 ? 'has' : 'have'} no photo. They are matched by file name, and their sizes are checked.`
      }
    >
      {sending.result && <PhotoReportView report={sending.result} />}
      <SendingView
        {...sending}
        title="Not all of the photos were added"
        cancelled="Photos that were added until then stay; the others are still chosen."
      />
      {hasStopped && sender.current && (
        <div>
          <Button onClick={send}>Send the rest</Button>
        </div>
      )}
      <UnreadableNotice paths={unreadable} onDismiss={() => setUnreadable([])} />
      {useless > 0 && (
        <Notice tone="warn" title="There is no photo among these files" live>
          <p>Expected JPEG, PNG or WebP, a folder of them, or a .zip, .tar or .tar.gz archive.</p>
        </Notice>
      )}
      {missing > 0 && frozenAt !== null && (
        <Notice title="Its photos stay as they are">
          <p>
            A model has been evaluated on them. To evaluate on more, delete the dataset and store it again with all of
            its photos; evaluations go with it.
          </p>
        </Notice>
      )}
      {missing > 0 && frozenAt === null && (
        <DropZone
          choose="Choose photos"
          chooseFolder="Choose a folder"
          accept="image/jpeg,image/png,image/webp,.zip,.tar,.gz,.tgz"
          multiple
          disabled={sending.step !== null}
          onFiles={take}
          onUnreadable={setUnreadable}
        >
          <p>
            <strong>Drop photos, a folder of them, or an archive here</strong>
          </p>
        </DropZone>
      )}
    </Panel>
  )
}
