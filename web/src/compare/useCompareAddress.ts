import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { type CompareAddress, changeCompareAddress, readCompareAddress } from './compareAddress.ts'

export type ChangeAddress = (change: Partial<CompareAddress>, options?: { replace?: boolean }) => void

/** What the address says, and how to change it: as a step to go back to, or in place with `replace`. */
export function useCompareAddress(): [CompareAddress, ChangeAddress] {
  const [params, setParams] = useSearchParams()
  const address = useMemo(() => readCompareAddress(params), [params])
  const change: ChangeAddress = useCallback(
    (part, { replace = true } = {}) => setParams(before => changeCompareAddress(before, part), { replace }),
    [setParams],
  )
  return [address, change]
}
