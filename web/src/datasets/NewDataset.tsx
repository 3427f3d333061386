import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { DropZone } from '../parts/DropZone.tsx'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { Notice } from '../parts/Notice.tsx'
import { Panel } from '../parts/Panel.tsx'
import { UnreadableNotice } from '../parts/UnreadableNotice.tsx'
import styles from './NewDataset.module.css'
import { type DatasetPlan, planDataset } from './planDataset.ts'
import type { UploadChoice } from './planUpload.ts'
import { SendingView } from './SendingView.tsx'
import { StoredNotice } from './StoredNotice.tsx'
import { createDatasetSender, type DatasetOptions, type StoredDataset } from './sendGroundTruth.ts'
import { UploadSetup } from './UploadSetup.tsx'
import { UselessFiles } from './UselessFiles.tsx'
import { useSending } from './useSending.ts'

type Sender = { choice: UploadChoice; send: ReturnType<typeof createDatasetSender> }

/** Files to a dataset: take them, say what they are, send them, say what became of them. */
export function NewDataset({ onStored }: { onStored: () => void }) {
  const [plan, setPlan] = useState<DatasetPlan | null>(null)
  const [unreadable, setUnreadable] = useState<readonly string[]>([])
  const sender = useRef<Sender | null>(null)
  const sending = useSending<StoredDataset>()
  const asked = useRef<Promise<DatasetPlan> | null>(null)
  const content = useRef<HTMLDivElement>(null)
  const shown = useRef('zone')

  function discard() {
    sender.current = null
    sending.forget()
    setPlan(null)
    setUnreadable([])
  }

  async function take(files: DroppedFile[]) {
    const planned = planDataset(files)
    asked.current = planned
    const plan = await planned
    // Others may have been dropped meanwhile.
    if (asked.current !== planned) return
    sender.current = null
    sending.forget()
    setPlan(plan)
  }

  async function send(choice: UploadChoice, options: DatasetOptions) {
    if (sender.current?.choice !== choice) sender.current = { choice, send: createDatasetSender(choice) }
    const { send } = sender.current
    const stored = await sending.start(step => send.send(options, step))
    if (stored) setPlan(null)
    if (send.stored() || send.mayBeStored()) onStored()
  }

  const isPlanned = plan !== null && plan.choices.length > 0
  const view = sending.step ? 'sending' : sending.result ? 'stored' : isPlanned ? 'setup' : 'zone'
  useEffect(() => {
    // What had the focus may be gone.
    if (shown.current !== view) content.current?.focus()
    shown.current = view
  }, [view])

  const partly = sender.current?.send.stored() ?? null
  return (
    <Panel title="New dataset" lead="COCO JSON, CSV, YOLO or Pascal VOC: the format is found out.">
      <div ref={content} tabIndex={-1} className={styles.content}>
        {sending.result && <StoredNotice {...sending.result} />}
        <UnreadableNotice paths={unreadable} onDismiss={() => setUnreadable([])} />
        {isPlanned ? (
          <div className={styles.setup}>
            <div hidden={view === 'sending'}>
              <UploadSetup plan={plan} onSend={send} onDiscard={discard} />
            </div>
            <SendingView
              {...sending}
              title="The dataset is not stored yet"
              cancelled={
                sender.current?.send.mayBeStored()
                  ? 'The server was reading the annotations already, and may store them all the same: see the list below. Your files are still chosen; sent again, nothing is stored twice.'
                  : 'Your files are still chosen.'
              }
            />
            {partly && !sending.step && !sending.result && (
              <Notice tone="warn" title="The annotations are stored, not all of the photos">
                <p>
                  Press “Store the dataset” again to go on with the rest, or{' '}
                  <Link href={`/datasets/${partly.dataset.id}`}>open {partly.dataset.name}</Link> as it is.
                </p>
              </Notice>
            )}
          </div>
        ) : (
          <>
            {plan && <UselessFiles plan={plan} />}
            <DropZone
              choose="Choose a file"
              chooseFolder="Choose a folder"
              multiple
              onFiles={take}
              onUnreadable={setUnreadable}
            >
              <p>
                <strong>Drop a folder, an archive or a file here</strong>
              </p>
              <p className={styles.formats}>
                Annotations with photos or without: <code>.json</code>, <code>.csv</code> (also <code>.gz</code>),{' '}
                <code>.zip</code>, <code>.tar</code>, <code>.tar.gz</code>, or a folder of YOLO or Pascal VOC
              </p>
            </DropZone>
          </>
        )}
      </div>
    </Panel>
  )
}
