import { type ComponentType, lazy } from 'react'
import { ProblemError } from '../api/problem.ts'

const failed = new Set<() => void>()
const unloadedStyles = new Set<HTMLLinkElement>()

addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement) unloadedStyles.add(target)
  },
  true,
)

/** Vite asks for the styles of a part once, even where they did not come. */
function loadStylesAnew(): void {
  for (const link of unloadedStyles) link.replaceWith(link.cloneNode())
  unloadedStyles.clear()
}

/** To be called where a failure is shown: what could not be loaded is asked for anew when it is next needed. */
export function renewLazyParts(): void {
  for (const renew of failed) renew()
  failed.clear()
}

/** A component whose code is loaded when it is needed; unlike React's, it can be asked for again after it failed. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  async function attempt() {
    try {
      loadStylesAnew()
      return await load()
    } catch {
      failed.add(() => {
        Part = lazy(attempt)
      })
      throw new ProblemError({
        code: 'NETWORK',
        message: 'The server does not answer, or has been upgraded since this page was opened.',
        hint: 'See whether fovea still runs, then try again; reload the page if that does not help.',
      })
    }
  }
  let Part = lazy(attempt)
  return props => <Part {...props} />
}
