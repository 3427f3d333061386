import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'

type Props = {
  /** asked when the button is pressed */
  text: () => string
  children: string
}

/** Copies a text; says for two seconds that it did, or could not. */
export function CopyButton({ text, children }: Props) {
  const [said, say] = useState<string | null>(null)

  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => say(null), 2000)
    return () => clearTimeout(timer)
  }, [said])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
      say('Copied')
    } catch {
      say('Your browser does not allow copying here')
    }
  }

  return (
    <Button look="plain" onClick={copy}>
      <span aria-live="polite">{said ?? children}</span>
    </Button>
  )
}
