import { useEffect, useEffectEvent, useState } from 'react'
import { ScoreSlider } from '../parts/ScoreSlider.tsx'

type Props = Omit<Parameters<typeof ScoreSlider>[0], 'onChange'> & {
  /** told once the slider has rested for a moment */
  onSettled: (value: number) => void
}

const restMs = 300

/** A slider behind which something is asked for: its number follows at once, what it is for when it rests. */
export function SettledSlider({ value, onSettled, ...rest }: Props) {
  const [moving, move] = useState<number | null>(null)
  const settle = useEffectEvent(onSettled)
  useEffect(() => {
    if (moving === null) return
    const timer = setTimeout(() => {
      settle(moving)
      move(null)
    }, restMs)
    return () => clearTimeout(timer)
  }, [moving])
  return <ScoreSlider value={moving ?? value} onChange={move} {...rest} />
}
