import { formatCount, formatSeconds } from '../parts/formatNumber.ts'

type Running = {
  readonly phase: 'DETECTING' | 'MATCHING' | 'ACCUMULATING' | 'COMMITTING' | null
  readonly progress: {
    readonly done: number
    readonly total: number
    readonly imagesPerSecond: number | null
    readonly secondsLeft: number | null
  }
}

const phases = {
  DETECTING: 'Running the model on the photos',
  MATCHING: 'Matching detections to objects',
  ACCUMULATING: 'Working out precision and recall',
  COMMITTING: 'Storing the numbers',
}

/** What a running evaluation is at. */
export const phaseWords = ({ phase }: Pick<Running, 'phase'>): string => (phase ? phases[phase] : 'Starting')

/** How far it is, how fast, and for how long: `12 of 60 photos · 3.4 a second · 14 s left`; of parts where no model runs. */
export function progressWords({ phase, progress }: Running): string {
  const { done, total, imagesPerSecond, secondsLeft } = progress
  if (total === 0) return ''
  const count = `${formatCount(done)} of ${formatCount(total)} ${phase === 'DETECTING' ? 'photos' : 'parts'}`
  const speed = imagesPerSecond === null ? [] : [`${imagesPerSecond.toFixed(1)} a second`]
  return [count, ...speed, ...(secondsLeft === null ? [] : [`${formatSeconds(secondsLeft)} left`])].join(' · ')
}
