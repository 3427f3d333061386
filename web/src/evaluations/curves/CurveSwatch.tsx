import type { Curve } from './curve.ts'

/** A piece of a curve's line. */
export function CurveSwatch({ curve: { color, dash } }: { curve: Pick<Curve, 'color' | 'dash'> }) {
  return (
    <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
      <line
        x1="1"
        x2="27"
        y1="5"
        y2="5"
        stroke={color}
        strokeWidth="2.5"
        {...(dash ? { strokeDasharray: dash } : {})}
      />
    </svg>
  )
}
