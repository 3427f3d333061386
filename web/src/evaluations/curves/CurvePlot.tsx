import { AxisBottom, AxisLeft } from '@visx/axis'
import { GridColumns, GridRows } from '@visx/grid'
import { scaleLinear } from '@visx/scale'
import { LinePath } from '@visx/shape'
import { memo } from 'react'
import styles from './CurveChart.module.css'
import { CurveNames } from './CurveNames.tsx'
import { type Curve, meanKey } from './curve.ts'

/** Pixels around the plot, for the axes. */
export const plotMargin = { top: 12, right: 14, bottom: 44, left: 48 }

type Size = { curves: readonly Curve[]; width: number; height: number }
type Props = Size & { at: number }

function scalesOf({ width, height }: Size) {
  return {
    x: scaleLinear<number>({ domain: [0, 1], range: [plotMargin.left, width - plotMargin.right] }),
    y: scaleLinear<number>({ domain: [0, 1], range: [height - plotMargin.bottom, plotMargin.top] }),
  }
}

/** Curves of precision over recall, with a crosshair at one recall point. */
export function CurvePlot({ at, ...size }: Props) {
  const { x, y } = scalesOf(size)
  return (
    <svg width={size.width} height={size.height} aria-hidden="true">
      <Still {...size} />
      <line className={styles.cross} x1={x(at / 100)} x2={x(at / 100)} y1={y(0)} y2={y(1)} />
      {size.curves.map(({ key, color, points }) => {
        const point = points[at]
        return (
          point && (
            <circle key={key} className={styles.dot} r={5} cx={x(point.recall)} cy={y(point.precision)} fill={color} />
          )
        )
      })}
    </svg>
  )
}

const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
const tickText = { tickStroke: 'var(--line-strong)', stroke: 'var(--line-strong)', tickLength: 5 }

/** All but what follows the pointer. */
const Still = memo(function Still(size: Size) {
  const { x, y } = scalesOf(size)
  const { top, right, bottom, left } = plotMargin
  const [innerWidth, innerHeight] = [size.width - left - right, size.height - top - bottom]
  return (
    <>
      <g className={styles.grid}>
        <GridRows scale={y} left={left} width={innerWidth} tickValues={ticks} />
        <GridColumns scale={x} top={top} height={innerHeight} tickValues={ticks} />
      </g>
      <g className={styles.axis}>
        <AxisBottom
          scale={x}
          top={size.height - bottom}
          tickValues={ticks}
          label="Recall"
          labelOffset={12}
          {...tickText}
        />
        <AxisLeft scale={y} left={left} tickValues={ticks} label="Precision" labelOffset={28} {...tickText} />
      </g>
      {size.curves.map(({ key, color, dash, points }) => (
        <LinePath
          key={key}
          className={styles.line ?? ''}
          data={[...points]}
          x={({ recall }) => x(recall)}
          y={({ precision }) => y(precision)}
          stroke={color}
          {...(dash ? { strokeDasharray: dash } : {})}
        />
      ))}
      {size.curves.map(
        ({ key, color, best }) =>
          // That of the mean, whose categories all have one score then, is not on its curve.
          best &&
          key !== meanKey && (
            <rect
              key={key}
              className={styles.best}
              width={10}
              height={10}
              stroke={color}
              transform={`translate(${x(best.recall)} ${y(best.precision)}) rotate(45) translate(-5 -5)`}
            />
          ),
      )}
      <CurveNames curves={size.curves} x={x} y={y} right={size.width - right} bottom={y(0)} />
    </>
  )
})
