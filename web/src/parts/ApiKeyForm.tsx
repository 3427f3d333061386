import { useEffect, useRef, useState } from 'react'
import { isApiKey, writeApiKey } from '../api/apiKey.ts'
import styles from './ApiKeyForm.module.css'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { Page } from './Page.tsx'

/** Asks for the API key that the server wants, and keeps it in this browser. */
export function ApiKeyForm({ wasRefused }: { wasRefused: boolean }) {
  const [key, setKey] = useState('')
  const [isOdd, setOdd] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  return (
    <Page title="API key" lead="This server answers only to those who have a key. Its operator gives you one.">
      {isOdd && (
        <Notice tone="bad" title="This cannot be a key" live>
          <p>Keys have letters without accents, digits and signs, and no blanks. Copy yours once more.</p>
        </Notice>
      )}
      {wasRefused && !isOdd && <Notice tone="bad" title="The server does not know this key, or no longer." live />}
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          setOdd(!isApiKey(key.trim()))
          if (isApiKey(key.trim())) writeApiKey(key.trim())
        }}
      >
        <label htmlFor="api-key">API key</label>
        <input
          ref={input}
          id="api-key"
          type="password"
          autoComplete="current-password"
          required
          value={key}
          onChange={event => setKey(event.currentTarget.value)}
        />
        <Button look="primary" type="submit">
          Use this key
        </Button>
        <p>It is kept in this browser until you press “Forget key”.</p>
      </form>
    </Page>
  )
}
