import { ScoreSlider } from '../parts/ScoreSlider.tsx'
import { useSettled } from '../parts/useSettled.ts'

type Props = Omit<Parameters<typeof ScoreSlider>[0], 'onChange'> & {
  /** told once the slider has rested for a moment */
  onSettled: (value: number) => void
}

/** A slider behind which something is asked for: its number follows at once, what it is for when it rests. */
export function SettledSlider({ value, onSettled, ...rest }: Props) {
  const [shown, move] = useSettled(value, onSettled)
  return <ScoreSlider value={shown} onChange={move} {...rest} />
}
