import styles from './EvaluatedLegend.module.css'
import type { EvaluatedBoxes, EvaluatedKind, EvaluatedShow } from './evaluatedBoxes.ts'
import { formatCount } from './formatNumber.ts'

type Entry = { name: string; explanation: string; count: (image: EvaluatedBoxes) => number }

const entries: Record<Exclude<EvaluatedKind, 'pairs'>, Entry> = {
  found: {
    name: 'Found',
    explanation: 'a detection and the object that it takes',
    count: ({ truePositiveCount }) => truePositiveCount,
  },
  falsePositives: {
    name: 'False positive',
    explanation: 'a detection that takes no object',
    count: ({ falsePositiveCount }) => falsePositiveCount,
  },
  misses: {
    name: 'Missed',
    explanation: 'an object that no detection takes',
    count: ({ missCount }) => missCount,
  },
  crowds: {
    name: 'Crowd',
    explanation: 'many objects; detections on it do not count',
    count: ({ crowds }) => crowds.length,
  },
}

const kinds = Object.keys(entries) as (keyof typeof entries)[]

type Props = {
  /** whose boxes are counted; without it there are no counts */
  image?: EvaluatedBoxes
  /** with `onToggle`, which kinds are drawn now */
  show?: EvaluatedShow
  /** makes each kind a switch */
  onToggle?: (kind: keyof typeof entries) => void
}

/** What the lines over an evaluated photo mean: told by their form as much as by their colour. */
export function EvaluatedLegend({ image, show, onToggle }: Props) {
  return (
    <ul className={styles.legend} aria-label="What the boxes mean">
      {kinds.map(kind => {
        const { name, explanation, count } = entries[kind]
        const content = (
          <>
            <Swatch kind={kind} />
            {name}
            {image && <span className={styles.count}>{formatCount(count(image))}</span>}
          </>
        )
        return (
          <li key={kind} title={explanation}>
            {onToggle ? (
              <button
                type="button"
                className={styles.switch}
                aria-pressed={show?.[kind] ?? false}
                onClick={() => onToggle(kind)}
              >
                {content}
              </button>
            ) : (
              <span className={styles.entry}>{content}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** A piece of photo with the lines on it. */
function Swatch({ kind }: { kind: keyof typeof entries }) {
  return (
    <svg className={styles.swatch} width="30" height="22" viewBox="0 0 30 22" aria-hidden="true" data-kind={kind}>
      {kind === 'found' ? (
        <>
          <rect className={styles.truth} x="5" y="4" width="18" height="12" />
          <rect className={styles.found} x="8" y="7" width="18" height="11" />
        </>
      ) : (
        <rect className={kind === 'falsePositives' ? styles.found : styles.truth} x="5" y="5" width="20" height="12" />
      )}
    </svg>
  )
}
