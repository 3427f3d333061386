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

const isThisPage = (address: string) => new URL(address, location.href).pathname === location.pathname

/** Asks before the page is left, by a link or by going back too, while something is sent. */
function useStayQuestion(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const ending = new AbortController()
    const { signal } = ending
    const byLink = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]')
      if (!link || link.target === '_blank' || isThisPage(link.href) || window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    const byHistory = (event: NavigateEvent) => {
      const { navigationType, cancelable, destination } = event
      // To another document: there the browser asks by itself.
      if (navigationType !== 'traverse' || !cancelable || !destination.sameDocument) return
      if (!isThisPage(destination.url) && !window.confirm(question)) event.preventDefault()
    }
    window.navigation?.addEventListener('navigate', byHistory, { signal })
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
    /** Ends what is sent, and forgets how the last one ended. */
    forget() {
      ending.current?.abort()
      ending.current = null
      setState(idle)
    },
  }
}
