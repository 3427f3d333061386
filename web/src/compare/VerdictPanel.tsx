import { useId } from 'react'
import type { CompareMetricFragment } from '../api/generated.ts'
import { CopyButton } from '../parts/CopyButton.tsx'
import { Notice } from '../parts/Notice.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useSettled } from '../parts/useSettled.ts'
import type { ComparedIds } from './Comparison.tsx'
import { type CompareAddress, isInRange, rangeOf } from './compareAddress.ts'
import { compareCommand } from './compareCommand.ts'
import { DrawsForm } from './DrawsForm.tsx'
import { metricNames, metrics as metricsInOrder } from './metricNames.ts'
import type { ChangeAddress } from './useCompareAddress.ts'
import { useVerdictWords } from './useVerdictWords.ts'
import styles from './VerdictPanel.module.css'

type Props = {
  ids: ComparedIds
  /** null until they are there */
  metrics: readonly CompareMetricFragment[] | null
  /** that both were evaluated on */
  images: number | null
  /** what to say while numbers are on their way; null when they are not */
  waiting: string | null
  address: CompareAddress
  change: ChangeAddress
}

const tones = { PASS: 'good', FAIL: 'bad', INCONCLUSIVE: 'warn' } as const

/** Whether the candidate may replace the baseline, by one number and how far it may drop. */
export function VerdictPanel({ ids, metrics, images, waiting, address, change }: Props) {
  const { metric, maxDrop, replicates, seed, confidence } = address
  const [metricId, dropId, lackId] = [useId(), useId(), useId()]
  const [drop, setDrop] = useSettled(maxDrop, drop => isInRange('maxDrop', drop) && change({ maxDrop: drop }))
  const isLacking = !isInRange('maxDrop', drop)
  const [least, most] = rangeOf('maxDrop')
  const decisive = metrics?.find(each => each.metric === metric)
  const { words, problem } = useVerdictWords(ids, decisive, images, address)
  const command = compareCommand(ids.baseline, ids.candidate, address)

  return (
    <Panel
      title="Verdict"
      lead="May the candidate replace the baseline? Decide by one number, chosen before looking; the others tell where to look."
    >
      <div className={styles.question}>
        <div className={styles.field}>
          <label htmlFor={metricId}>Decided by</label>
          <select
            id={metricId}
            value={metric}
            onChange={({ currentTarget }) =>
              change({ metric: metricsInOrder.find(each => each === currentTarget.value)! })
            }
          >
            {metricsInOrder.map(each => (
              <option key={each} value={each}>
                {metricNames[each]}
              </option>
            ))}
          </select>
        </div>
        <div className={styles.field}>
          <label htmlFor={dropId}>May drop by, in points of 100</label>
          <input
            id={dropId}
            type="number"
            min={least}
            max={most}
            step="any"
            inputMode="decimal"
            value={Number.isNaN(drop) ? '' : drop}
            aria-invalid={isLacking}
            aria-describedby={isLacking ? lackId : undefined}
            onChange={({ currentTarget }) => setDrop(currentTarget.valueAsNumber)}
          />
        </div>
      </div>
      <div className={styles.verdict} aria-live="polite">
        {isLacking && (
          <p id={lackId} className={styles.waiting}>
            Say how far it may drop, as a number from {least} to {most}: there is no verdict without it.
          </p>
        )}
        {waiting && !isLacking && <p className={styles.waiting}>{waiting}</p>}
        {problem && !isLacking && <ProblemNotice problem={problem} title="The verdict could not be had" />}
        {words && !waiting && !problem && !isLacking && (
          <Notice tone={tones[words.verdict]} title={words.verdict}>
            <p>{words.found}</p>
            <p>{words.meaning}</p>
          </Notice>
        )}
      </div>
      <div className={styles.command}>
        <p>The same in a shell, as a gate for releases (exit code 0, 1 or 2):</p>
        <div className={styles.line}>
          <code>{isLacking ? '–' : command}</code>
          {!isLacking && <CopyButton text={() => command}>Copy</CopyButton>}
        </div>
      </div>
      <DrawsForm draws={{ replicates, seed, confidence }} change={change} />
    </Panel>
  )
}
