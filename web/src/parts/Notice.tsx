import type { ReactNode } from 'react'
import styles from './Notice.module.css'

type Props = {
  tone?: 'info' | 'good' | 'warn' | 'bad'
  title?: ReactNode
  children?: ReactNode
  /** whether a screen reader says it at once: for what has just happened */
  live?: boolean
}

/** Something to be known: a word before its colour tells the tone. */
export function Notice({ tone = 'info', title, children, live = false }: Props) {
  const role = live ? (tone === 'bad' ? 'alert' : 'status') : undefined
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={role}>
      {title && <strong className={styles.title}>{title}</strong>}
      {children}
    </div>
  )
}
