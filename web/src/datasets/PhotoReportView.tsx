import { formatCounted } from '../parts/formatNumber.ts'
import { hintWords } from '../parts/hintWords.ts'
import { Notice } from '../parts/Notice.tsx'
import styles from './PhotoReportView.module.css'
import type { PhotoReport } from './photoReport.ts'

/** Reasons that are shown without a press. */
const openAtMost = 5

/** What became of photos: how many are there now, and why others are not. */
export function PhotoReportView({ report }: { report: PhotoReport }) {
  const { added, unchanged, refused, missing, problems } = report
  const counts = [
    `${formatCounted(added, 'photo')} added`,
    ...(unchanged > 0 ? [`${formatCounted(unchanged, 'photo')} there already`] : []),
    ...(refused > 0 ? [`${formatCounted(refused, 'photo')} refused`] : []),
    missing > 0 ? `${formatCounted(missing, 'image')} of the dataset still without one` : 'every image has one',
  ]
  return (
    <Notice tone={refused > 0 ? 'warn' : missing > 0 ? 'info' : 'good'} title="Photos" live>
      <p>{counts.join(', ')}.</p>
      {problems.length > 0 && (
        <details open={problems.length <= openAtMost}>
          <summary>Why {formatCounted(refused, 'photo')} could not be used</summary>
          <ul className={styles.problems}>
            {problems.map(({ code, fileName, message, hint }) => (
              <li key={`${fileName} ${message}`}>
                <strong>{fileName}</strong>
                <span>{message}</span>
                {hint && <span className={styles.hint}>{hintWords(hint)}</span>}
                <code>{code}</code>
              </li>
            ))}
          </ul>
          {problems.length < refused && <p>These are the first of them.</p>}
        </details>
      )}
    </Notice>
  )
}
