import { type ReactNode, useId } from 'react'
import styles from './Panel.module.css'

type Props = {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  /** to be linked to */
  id?: string
  children: ReactNode
}

/** A section of a page with a heading. */
export function Panel({ title, lead, actions, id, children }: Props) {
  const heading = useId()
  return (
    <section className={styles.panel} aria-labelledby={heading} id={id}>
      <header className={styles.head}>
        <div>
          <h2 id={heading}>{title}</h2>
          {lead && <div className={styles.lead}>{lead}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  )
}
