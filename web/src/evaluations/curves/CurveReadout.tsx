import { formatScore } from '../../parts/formatNumber.ts'
import styles from './CurveReadout.module.css'
import { CurveSwatch } from './CurveSwatch.tsx'
import type { Curve } from './curve.ts'
import { pointCells } from './pointWords.ts'

type Props = { curves: readonly Curve[]; at: number }

/** What the curves say at the crosshair, and where their F1 is best. */
export function CurveReadout({ curves, at }: Props) {
  return (
    <div className={styles.scroll}>
      <table className={styles.readout}>
        <caption>At recall {formatScore(at / 100)}</caption>
        <thead>
          <tr>
            <th scope="col">Curve</th>
            <th scope="col">Precision</th>
            <th scope="col">Score from</th>
            <th scope="col">Best F1</th>
          </tr>
        </thead>
        <tbody>
          {curves.map(curve => {
            const { precision, score, best } = pointCells(curve, at)
            return (
              <tr key={curve.key}>
                <th scope="row">
                  <CurveSwatch curve={curve} />
                  {curve.name}
                </th>
                <td>{precision}</td>
                <td>{score}</td>
                <td>{best}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
