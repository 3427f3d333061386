import { useEffect, useRef, useState } from 'react'
import { type Problem, problemOf } from '../api/problem.ts'
import type { Sending, SendStep } from './sending.ts'

type State<Result> = {
  /** null while nothing is sent */
  step: SendStep | null
  problem: Problem | null
  result: Result | null
  wasCancelled: boolean
}

const idle = { step: null, problem: null, result: null, wasCancelled: false }
const question = 'Files are still being sent. Leave, and stop sending?'

/** Asks before the page is left, by a link too, while something is sent. */
function useStayQuestion(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const ending = new AbortController()
    const { signal } = ending
    const byLink = (event: MouseEvent) => {
      const link = (event.target as Element).closest('a[href]')
      if (!link || link.getAttribute('target') === '_blank' || window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', event => event.preventDefault(), { signal })
    document.addEventListener('click', byLink, { signal, capture: true })
    return () => ending.abort()
  }, [isSending])
}

/**
 * One thing that is sent at a time, with its progress, its end and a way to cancel it; it is cancelled when what shows
 * it is left.
 */
export function useSending<Result>() {
  const [state, setState] = useState<State<Result>>(idle)
  const ending = useRef<AbortController | null>(null)
  useStayQuestion(state.step !== null)
  useEffect(() => () => ending.current?.abort(), [])

  /** @returns what `send` did; null where it failed or was cancelled */
  async function start(send: (sending: Sending) => Promise<Result>): Promise<Result | null> {
    ending.current?.abort()
    const own = new AbortController()
    ending.current = own
    const set = (change: Partial<State<Result>>) => {
      if (ending.current === own) setState({ ...idle, ...change })
    }
    set({ step: { label: 'Starting' } })
    try {
      const result = await send({ signal: own.signal, say: step => !own.signal.aborted && set({ step }) })
      set({ result })
      return result
    } catch (error) {
      set(own.signal.aborted ? { wasCancelled: true } : { problem: problemOf(error as Error) })
      return null
    }
  }

  return {
    ...state,
    start,
    cancel: () => ending.current?.abort(),
    /** Forgets how the last one ended. */
    forget: () => setState(idle),
  }
}
