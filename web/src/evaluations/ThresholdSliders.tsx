import { useEffect, useEffectEvent, useState } from 'react'
import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import styles from './ThresholdSliders.module.css'
import { iouRange, type Thresholds, thresholdsOf } from './thresholds.ts'
import { useAddress } from './useAddress.ts'

/** So long a slider has to stand still before anything is asked. */
const stillMs = 300

/** The thresholds of matrix and images; they stand in the address once the sliders stand still. */
export function ThresholdSliders() {
  const { parameters, change } = useAddress()
  const [moved, move] = useState<Thresholds | null>(null)
  const shown = moved ?? thresholdsOf(parameters)
  const settle = useEffectEvent(({ minScore, iou }: Thresholds) => {
    change({ minScore: String(minScore), iou: String(iou) })
    move(null)
  })

  useEffect(() => {
    if (!moved) return
    const timer = setTimeout(() => settle(moved), stillMs)
    return () => clearTimeout(timer)
  }, [moved])

  const [least, most] = iouRange
  return (
    <div className={styles.sliders}>
      <ScoreSlider label="Score from" value={shown.minScore} onChange={minScore => move({ ...shown, minScore })} />
      <ScoreSlider
        label="IoU from"
        value={shown.iou}
        min={least}
        max={most}
        onChange={iou => move({ ...shown, iou })}
      />
    </div>
  )
}
