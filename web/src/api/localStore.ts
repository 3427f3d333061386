/** What a browser that keeps nothing is told for as long as the window is open. */
const unkept = new Map<string, string>()

/** What was kept in this browser under a name; null where nothing is. */
export function readKept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return unkept.get(name) ?? null
  }
}

/** Keeps a text in this browser, or null to keep nothing; in this window alone where the browser does not allow more. */
export function writeKept(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch {
    if (text === null) unkept.delete(name)
    else unkept.set(name, text)
  }
}
