import styles from './ChangeWord.module.css'
import { type ChangeKind, changeWords } from './changeKind.ts'

const signs: Record<ChangeKind, string> = { better: '▲', worse: '▼', same: '=', unsure: '○', undefined: '–' }

/** What is to be thought of a difference, in a word. */
export function ChangeWord({ kind }: { kind: ChangeKind }) {
  return (
    <span className={`${styles.word} ${styles[kind]}`}>
      <span aria-hidden="true">{signs[kind]}</span> {changeWords[kind]}
    </span>
  )
}
