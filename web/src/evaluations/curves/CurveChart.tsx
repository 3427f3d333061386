import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { formatScore } from '../../parts/formatNumber.ts'
import { useWidth } from '../useWidth.ts'
import styles from './CurveChart.module.css'
import { CurvePlot, plotMargin } from './CurvePlot.tsx'
import type { Curve } from './curve.ts'
import { recallIndexAt } from './curveGeometry.ts'
import { pointWords } from './pointWords.ts'

type Props = {
  curves: readonly Curve[]
  /** index of the recall point that is looked at, 0 to 100 */
  at: number
  onLook: (at: number) => void
}

const steps: Record<string, number> = {
  ...{ ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 },
  ...{ PageUp: 10, PageDown: -10, Home: -100, End: 100 },
}

/** Curves with a crosshair that follows the pointer, a finger or the arrow keys. */
export function CurveChart({ curves, at, onLook }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const width = useWidth(ref)
  const height = Math.round(Math.min(460, Math.max(280, width * 0.55)))

  function step(event: KeyboardEvent) {
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    onLook(Math.min(100, Math.max(0, at + by)))
  }

  function follow(event: PointerEvent<HTMLDivElement>) {
    const { left } = event.currentTarget.getBoundingClientRect()
    onLook(recallIndexAt(event.clientX - left - plotMargin.left, width - plotMargin.left - plotMargin.right))
  }

  return (
    <div
      ref={ref}
      className={styles.chart}
      style={{ height }}
      role="slider"
      tabIndex={0}
      aria-label="Recall on the curves"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={at}
      aria-valuetext={`Recall ${formatScore(at / 100)}: ${curves.map(curve => pointWords(curve, at)).join('; ')}`}
      onKeyDown={step}
      onPointerMove={follow}
      onPointerDown={follow}
    >
      {width > 0 && <CurvePlot curves={curves} at={at} width={width} height={height} />}
    </div>
  )
}
