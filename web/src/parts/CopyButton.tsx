import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'
import styles from './CopyButton.module.css'
import { Dialog } from './Dialog.tsx'

type Props = {
  /** asked when the button is pressed */
  text: () => string
  /** id of what it belongs to, where several have the same name */
  describedBy?: string
  children: string
}

const select = (field: HTMLTextAreaElement | null) => {
  // The dialog around it gives the focus to its first control when it opens.
  if (field) requestAnimationFrame(() => field.select())
}

/** Copies a text and says so for two seconds; where the browser does not allow it, gives it to be copied by hand. */
export function CopyButton({ text, describedBy, children }: Props) {
  const [isCopied, setCopied] = useState(false)
  const [byHand, giveByHand] = useState<string | null>(null)

  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])

  async function copy() {
    const copied = text()
    try {
      await navigator.clipboard.writeText(copied)
      setCopied(true)
    } catch {
      giveByHand(copied)
    }
  }

  return (
    <span className={styles.copy} data-said={isCopied || undefined}>
      <Button look="plain" onClick={copy} aria-describedby={describedBy}>
        {children}
      </Button>
      <span className={styles.said} aria-live="polite">
        {isCopied && 'Copied'}
      </span>
      {byHand !== null && (
        <Dialog title={children} onClose={() => giveByHand(null)}>
          <p>
            Copy it from here: your browser lets pages copy by themselves only at addresses of https, or of this machine
            (localhost).
          </p>
          <textarea className={styles.text} readOnly aria-label="Text to be copied" value={byHand} ref={select} />
        </Dialog>
      )}
    </span>
  )
}
