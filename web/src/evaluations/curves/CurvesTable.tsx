import { formatScore } from '../../parts/formatNumber.ts'
import styles from './CurveReadout.module.css'
import type { Curve } from './curve.ts'
import { pointCells } from './pointWords.ts'

const recalls = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]

/** The curves in numbers, at each tenth of recall. */
export function CurvesTable({ curves }: { curves: readonly Curve[] }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.readout}>
        <caption>Precision, and the score from which up it is</caption>
        <thead>
          <tr>
            <th scope="col">Recall</th>
            {curves.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {recalls.map(at => (
            <tr key={at}>
              <th scope="row">{formatScore(at / 100)}</th>
              {curves.map(curve => {
                const { precision, score } = pointCells(curve, at)
                return <td key={curve.key}>{score.startsWith('–') ? precision : `${precision} (${score})`}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
