import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'

type Props = {
  title: string
  onClose: () => void
  /** `wide`: nearly all of the window, for photos */
  size?: 'normal' | 'wide'
  children: ReactNode
}

/** A window before the page while it is mounted; Escape and a press beside it close it. Focus goes back by itself. */
export function Dialog({ title, onClose, size = 'normal', children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const close = useEffectEvent(onClose)

  // Before it leaves the document: only then does closing it give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current!
    const ending = new AbortController()
    const { signal } = ending
    const cancelled = (event: Event) => {
      event.preventDefault()
      close()
    }
    // The state above decides: an element that closed itself would stay mounted and unseen.
    dialog.addEventListener('cancel', cancelled, { signal })
    let pressed: EventTarget | null = null
    dialog.addEventListener('pointerdown', ({ target }) => (pressed = target), { signal })
    // A press that began inside, such as one that selects text, is none beside it.
    dialog.addEventListener('click', ({ target }) => target === dialog && pressed === dialog && close(), { signal })
    dialog.showModal()
    return () => {
      ending.abort()
      dialog.close()
    }
  }, [])

  return (
    <dialog ref={ref} className={`${styles.dialog} ${styles[size]}`} aria-labelledby={heading}>
      <div className={styles.inner}>
        <header className={styles.head}>
          <h2 id={heading}>{title}</h2>
          <Button look="plain" onClick={onClose} aria-label="Close">
            ✕
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
