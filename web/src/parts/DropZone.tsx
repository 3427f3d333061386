import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import styles from './DropZone.module.css'
import { chosenFiles, type Dropped, type DroppedFile, droppedFiles } from './droppedFiles.ts'

type Props = {
  /** what the button says, such as: Choose photos */
  choose: string
  /** of the file dialog: types and endings with commas between */
  accept?: string
  multiple?: boolean
  /** what the button for a folder says; without it there is none */
  chooseFolder?: string
  /** whether files that are pasted anywhere in the page are taken */
  paste?: boolean
  /** whether files may be dropped anywhere in the page */
  anywhere?: boolean
  disabled?: boolean
  onFiles: (files: DroppedFile[]) => void
  /** told the paths of what was dropped and could not be read, none as a rule, before the files are */
  onUnreadable?: (paths: string[]) => void
  children?: ReactNode
}

/** Takes files that are dropped, pasted, or chosen in a dialog. */
export function DropZone({
  choose,
  accept,
  multiple,
  chooseFolder,
  paste,
  anywhere,
  disabled,
  onFiles,
  onUnreadable,
  children,
}: Props) {
  const zone = useRef<HTMLDivElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [wasEmpty, setEmpty] = useState(false)
  const give = useEffectEvent(({ files, unreadable }: Dropped) => {
    if (disabled) return
    onUnreadable?.(unreadable)
    if (files.length > 0) onFiles(multiple || chooseFolder ? files : files.slice(0, 1))
  })
  const isOpen = useEffectEvent(() => !disabled)

  useEffect(() => {
    const element = anywhere ? document.documentElement : zone.current!
    const ending = new AbortController()
    const { signal } = ending
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(isOpen())
    }
    const leave = ({ relatedTarget }: DragEvent) => setOver(element.contains(relatedTarget as Node | null))
    async function drop(event: DragEvent) {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(false)
      const dropped = await droppedFiles(event.dataTransfer)
      setEmpty(dropped.files.length + dropped.unreadable.length === 0)
      give(dropped)
    }
    element.addEventListener('dragover', drag, { signal })
    element.addEventListener('dragleave', leave, { signal })
    element.addEventListener('drop', drop, { signal })
    return () => ending.abort()
  }, [anywhere])

  useEffect(() => {
    if (!paste) return
    const ending = new AbortController()
    const take = async ({ clipboardData }: ClipboardEvent) => clipboardData && give(await droppedFiles(clipboardData))
    document.addEventListener('paste', take, { signal: ending.signal })
    return () => ending.abort()
  }, [paste])

  function takeChosen(input: HTMLInputElement) {
    const found = chosenFiles(input.files ?? [])
    // So that the same file can be chosen again.
    input.value = ''
    setEmpty(found.length === 0)
    onUnreadable?.([])
    if (found.length > 0) onFiles(found)
  }

  return (
    <div ref={zone} className={styles.zone} data-over={isOver || undefined}>
      {children}
      {wasEmpty && <p role="status">There is no file in it, or only hidden ones.</p>}
      <div className={styles.buttons}>
        <Button look="primary" disabled={disabled} onClick={() => files.current?.click()}>
          {choose}
        </Button>
        {chooseFolder && (
          <Button className={styles.folder ?? ''} disabled={disabled} onClick={() => folder.current?.click()}>
            {chooseFolder}
          </Button>
        )}
      </div>
      <input
        ref={files}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={event => takeChosen(event.currentTarget)}
      />
      {chooseFolder && (
        <input
          ref={folder}
          type="file"
          hidden
          {...{ webkitdirectory: '' }}
          onChange={event => takeChosen(event.currentTarget)}
        />
      )}
    </div>
  )
}
