import type { CompareChangedImageFragment } from '../api/generated.ts'
import { EvaluatedPhoto, evaluatedName, evaluatedOutcome } from '../parts/EvaluatedPhoto.tsx'
import type { EvaluatedBoxes } from '../parts/evaluatedBoxes.ts'
import { evaluatedSize } from '../parts/evaluatedSize.ts'
import styles from './ChangedImageCard.module.css'
import { changeText } from './changeText.ts'

type Props = { changed: CompareChangedImageFragment; onOpen: () => void }

function aspectOf(image: EvaluatedBoxes): number {
  const { width, height } = evaluatedSize(image)
  return width / height
}

/** An image of both, small; pressed, it opens large. */
export function ChangedImageCard({ changed, onOpen }: Props) {
  return (
    <button type="button" className={styles.card} onClick={onOpen}>
      <span className={styles.head}>
        <span className={styles.name}>{evaluatedName(changed.baseline)}</span>
        <span className={changed.change > 0 ? styles.worse : styles.better}>{changeText(changed.change)}</span>
      </span>
      <span className={styles.pair}>
        {(['baseline', 'candidate'] as const).map(role => (
          <span key={role} className={styles.side}>
            <span className={styles.photo} style={{ maxWidth: `calc(240px * ${aspectOf(changed[role])})` }}>
              <EvaluatedPhoto image={changed[role]} size="tile" />
            </span>
            <span className={styles.caption}>
              <strong>{role === 'baseline' ? 'Baseline' : 'Candidate'}</strong> {evaluatedOutcome(changed[role])}
            </span>
          </span>
        ))}
      </span>
    </button>
  )
}
