import type { ReactNode } from 'react'
import styles from './Findings.module.css'
import { hintWords } from './hintWords.ts'
import { Notice } from './Notice.tsx'

/** Something that pre-flight found. */
export type Finding = {
  readonly code: string
  readonly severity: 'ERROR' | 'SUSPICION' | 'WARNING'
  readonly message: string
  readonly hint: string | null
}

const tones = { ERROR: 'bad', SUSPICION: 'warn', WARNING: 'info' } as const
const words = { ERROR: 'Error', SUSPICION: 'Most likely a mistake', WARNING: 'Worth knowing' }
const order = { ERROR: 0, SUSPICION: 1, WARNING: 2 }

type Props = {
  findings: readonly Finding[]
  /** what can be done about one, such as accepting it */
  action?: (finding: Finding) => ReactNode
}

/** What pre-flight found, the worst first: what it is, the server's words, what to do in those of the page. */
export function Findings({ findings, action }: Props) {
  const sorted = [...findings].sort((a, b) => order[a.severity] - order[b.severity])
  return (
    <ul className={styles.findings}>
      {sorted.map(finding => {
        const hint = hintWords(finding.hint)
        return (
          <li key={`${finding.code} ${finding.message}`}>
            <Notice tone={tones[finding.severity]} title={words[finding.severity]}>
              <p>{finding.message}</p>
              {hint && <p className={styles.hint}>{hint}</p>}
              <code className={styles.code}>{finding.code}</code>
              {action?.(finding)}
            </Notice>
          </li>
        )
      })}
    </ul>
  )
}
