import styles from './CurveChart.module.css'
import type { Curve } from './curve.ts'
import { breakEven, spreadApart } from './curveGeometry.ts'

type Props = {
  curves: readonly Curve[]
  /** pixels of a recall */
  x: (recall: number) => number
  /** pixels of a precision */
  y: (precision: number) => number
  /** pixels at which the plot ends */
  right: number
  bottom: number
}

const longest = 22
const pixelsOfCharacter = 7.5
const lineHeight = 17

const shortened = (name: string) => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name)

/** The names of curves beside them, where precision equals recall, none over another. */
export function CurveNames({ curves, x, y, right, bottom }: Props) {
  const named = curves
    .filter(({ points }) => points.length > 0)
    .map(({ key, name, color, points }) => ({ key, color, name: shortened(name), point: points[breakEven(points)]! }))
  const places = spreadApart(
    named.map(({ point }) => y(Math.max(point.precision, point.recall)) - 8),
    lineHeight,
    bottom - 6,
  )
  return named.map(({ key, color, name, point }, index) => (
    <text
      key={key}
      className={styles.name}
      fill={color}
      x={Math.min(x(point.recall) + 8, right - name.length * pixelsOfCharacter)}
      y={places[index]}
    >
      {name}
    </text>
  ))
}
