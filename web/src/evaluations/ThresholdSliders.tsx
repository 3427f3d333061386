import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import { useSettled } from '../parts/useSettled.ts'
import styles from './ThresholdSliders.module.css'
import { iouRange, thresholdsOf } from './thresholds.ts'
import { useAddress } from './useAddress.ts'

/** The thresholds of matrix and images; each stands in the address once its slider stands still. */
export function ThresholdSliders() {
  const { parameters, change } = useAddress()
  const kept = thresholdsOf(parameters)
  const [minScore, moveScore] = useSettled(kept.minScore, value => change({ minScore: String(value) }))
  const [iou, moveIou] = useSettled(kept.iou, value => change({ iou: String(value) }))

  const [least, most] = iouRange
  return (
    <div className={styles.sliders}>
      <ScoreSlider label="Score from" value={minScore} onChange={moveScore} />
      <ScoreSlider label="IoU from" value={iou} min={least} max={most} onChange={moveIou} />
    </div>
  )
}
