import { useSyncExternalStore } from 'react'
import { readKept, writeKept } from './localStore.ts'

const place = 'fovea.apiKey'
const listeners = new Set<() => void>()
let refused = false

function changed(): void {
  for (const listener of listeners) listener()
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The API key of this browser; null where none was given. */
const readApiKey = () => readKept(place)

/** Keeps a key for this browser, or forgets it. */
export function writeApiKey(key: string | null): void {
  writeKept(place, key)
  refused = false
  changed()
}

/** To be called where the server answered UNAUTHENTICATED: the page then asks for a key. */
export function refuseApiKey(): void {
  if (refused) return
  refused = true
  changed()
}

/** Whether a text can be a key: signs that a header can carry, without blanks. */
export const isApiKey = (text: string): boolean => /^[!-~]+$/.test(text)

/** Headers that a request needs. */
export function authorization(): Record<string, string> {
  const key = readApiKey()
  return key === null ? {} : { authorization: `Bearer ${key}` }
}

/** Whether the server refused what this browser has, and the key itself. */
export function useApiKey(): { key: string | null; refused: boolean } {
  const key = useSyncExternalStore(listen, readApiKey)
  return { key, refused: useSyncExternalStore(listen, () => refused) }
}
