import styles from './Examples.module.css'
import { examples } from './exampleDrawings.ts'

type Props = { disabled: boolean; onChoose: (example: (typeof examples)[number]) => void }

/** Drawings for a first click. */
export function Examples({ disabled, onChoose }: Props) {
  return (
    <section className={styles.examples} aria-label="Examples">
      <p>No photo at hand? Take a drawing:</p>
      <ul className={styles.drawings}>
        {examples.map(example => (
          <li key={example.name}>
            <button
              type="button"
              className={styles.drawing}
              aria-label={`Detect ${example.says}`}
              title={`Detect ${example.says}`}
              disabled={disabled}
              onClick={() => onChoose(example)}
            >
              <img src={example.url} alt="" width={160} height={120} decoding="async" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
