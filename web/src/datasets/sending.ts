/** How far something that is sent is. */
export type SendStep = {
  label: string
  /** 0 to 1; without it, it cannot be told */
  value?: number
  /** true where it would not help to cancel: the server does it anyway */
  isFinal?: boolean
}

/** What a function that sends something is given. */
export type Sending = {
  /** aborted where somebody presses Cancel */
  signal: AbortSignal
  say: (step: SendStep) => void
}
