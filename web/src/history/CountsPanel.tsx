import { Suspense, useId, useState } from 'react'
import { Button } from '../parts/Button.tsx'
import { lazyPart } from '../parts/lazyPart.tsx'
import { Panel } from '../parts/Panel.tsx'
import styles from './CountsPanel.module.css'
import { scoreWords } from './describeFilter.ts'
import { asksForDetections, type HistoryFilter, scoreOf, usualScore } from './historyFilter.ts'

const CountCharts = lazyPart(() => import('./CountCharts.tsx'))

const place = 'fovea.counts'

/** As it was left in this browser; at first shown where there is room. */
const isShownAtFirst = () => (localStorage.getItem(place) ?? String(innerWidth >= 700)) === 'true'

type Props = { filter: HistoryFilter; onChange: (filter: HistoryFilter) => void }

/** How many objects were found, by category and by day; can be folded. */
export function CountsPanel({ filter, onChange }: Props) {
  const id = useId()
  const [isShown, show] = useState(isShownAtFirst)
  const toggle = () => {
    localStorage.setItem(place, String(!isShown))
    show(!isShown)
  }
  // What is pressed asks for detections: of the score that was counted.
  const choose = (part: Partial<HistoryFilter>) =>
    onChange({
      ...filter,
      ...(asksForDetections(filter) ? {} : { minScore: usualScore }),
      ...part,
    })

  return (
    <Panel
      title={isShown ? `What was found, ${scoreWords(scoreOf(filter))}` : 'What was found'}
      lead={isShown && 'All runs count: what two runs found on one image counts twice.'}
      actions={
        <Button look="plain" aria-expanded={isShown} aria-controls={id} onClick={toggle}>
          {isShown ? 'Hide' : 'Show'} charts
        </Button>
      }
    >
      <div id={id} hidden={!isShown} className={styles.charts}>
        {isShown && (
          <Suspense>
            <CountCharts filter={filter} onChoose={choose} />
          </Suspense>
        )}
      </div>
    </Panel>
  )
}
