import { type ReactNode, useEffect, useRef } from 'react'
import styles from './Page.module.css'
import { useKeptPlace } from './useKeptPlace.ts'

type Props = {
  title: string
  /** below the title, in one or two lines */
  lead?: ReactNode
  /** right of the title */
  actions?: ReactNode
  children: ReactNode
}

/** One address of the page: its heading, which is also the window's title, and takes the focus after a change of address. */
export function Page({ title, lead, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${title} · fovea`
  }, [title])

  useKeptPlace(heading)

  return (
    <main className={styles.page} id="main">
      <header className={styles.head}>
        <div className={styles.title}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </main>
  )
}
