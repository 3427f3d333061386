import { formatScore } from '../../parts/formatNumber.ts'
import styles from './CurveReadout.module.css'
import { CurveSwatch } from './CurveSwatch.tsx'
import type { Curve } from './curve.ts'

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
            const point = curve.points[at]
            const isReached = point !== undefined && point.precision > 0
            return (
              <tr key={curve.key}>
                <th scope="row">
                  <CurveSwatch curve={curve} />
                  {curve.name}
                </th>
                <td>{isReached ? formatScore(point.precision) : point ? 'not reached' : 'no object'}</td>
                <td>{isReached && point.score !== null ? formatScore(point.score) : '–'}</td>
                <td>
                  {curve.best ? `${formatScore(curve.best.f1)} from score ${formatScore(curve.best.score)}` : '–'}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
