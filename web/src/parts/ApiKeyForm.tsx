import { useState } from 'react'
import { writeApiKey } from '../api/apiKey.ts'
import styles from './ApiKeyForm.module.css'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { Page } from './Page.tsx'

/** Asks for the API key that the server wants, and keeps it in this browser. */
export function ApiKeyForm({ wasRefused }: { wasRefused: boolean }) {
  const [key, setKey] = useState('')
  return (
    <Page title="API key" lead="This server answers only to those who have a key. Its operator gives you one.">
      {wasRefused && <Notice tone="bad" title="The server does not know this key, or no longer." live />}
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          writeApiKey(key.trim())
        }}
      >
        <label htmlFor="api-key">API key</label>
        <input
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
