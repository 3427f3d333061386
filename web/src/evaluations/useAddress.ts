import { useLocation, useSearchParams } from 'wouter'

/** What is to stand in the address; null takes it out. A list stands there once for each of its values. */
export type AddressChange = Readonly<Record<string, string | readonly string[] | null>>

/** The parameters of an address after a change. */
export function changedParameters(before: URLSearchParams, change: AddressChange): URLSearchParams {
  const after = new URLSearchParams(before)
  for (const [name, value] of Object.entries(change)) {
    after.delete(name)
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) after.append(name, each)
  }
  return after
}

/** A number of the address that lies in a range; `fallback` where there is none such. */
export function addressNumber(
  parameters: URLSearchParams,
  name: string,
  [min, max]: [number, number],
  fallback: number,
) {
  const text = parameters.get(name)
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text)
  return value >= min && value <= max ? value : fallback
}

/** The parameters of the address, and the ways to change them. */
export function useAddress() {
  const [parameters] = useSearchParams()
  const [path, navigate] = useLocation()
  const addressOf = (change: AddressChange) => {
    const query = changedParameters(new URLSearchParams(location.search), change).toString()
    return query === '' ? path : `${path}?${query}`
  }

  return {
    parameters,
    /** in place: going back leaves the page */
    change: (change: AddressChange) => navigate(addressOf(change), { replace: true, state: history.state }),
    /** as a step of its own, which going back, or `close`, undoes */
    open(change: AddressChange) {
      // Going back to an address with a hash, the browser takes the focus away from what had it.
      if (location.hash !== '') navigate(addressOf({}), { replace: true, state: history.state })
      navigate(addressOf(change), { state: { opened: true } })
    },
    close(change: AddressChange) {
      if ((history.state as { opened?: boolean } | null)?.opened) history.back()
      else navigate(addressOf(change), { replace: true })
    },
  }
}
