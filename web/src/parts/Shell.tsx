import { type ReactNode, useEffect } from 'react'
import { Link, useRoute } from 'wouter'
import { useApiKey, writeApiKey } from '../api/apiKey.ts'
import logo from '../styles/favicon.svg'
import { ApiKeyForm } from './ApiKeyForm.tsx'
import { Button } from './Button.tsx'
import styles from './Shell.module.css'
import { ThemeSwitch } from './ThemeSwitch.tsx'

const parts = [
  ['/', 'Detect', '/'],
  ['/history', 'History', /^\/history/],
  ['/datasets', 'Datasets', /^\/datasets/],
  ['/evaluations', 'Evaluations', /^\/(evaluations|compare)/],
] as const

function PartLink({ href, pattern, children }: { href: string; pattern: string | RegExp; children: string }) {
  const [isHere] = useRoute(pattern)
  return (
    <Link href={href} className={styles.link} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
      {children}
    </Link>
  )
}

/** With the window goes what it has seen by the key. */
function forget() {
  writeApiKey(null)
  location.reload()
}

/** A file that is dropped where nothing takes it would be opened by the browser, and the page be gone. */
function useRefusedDrops() {
  useEffect(() => {
    const ending = new AbortController()
    const refuse = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', refuse, { signal: ending.signal })
    addEventListener('drop', refuse, { signal: ending.signal })
    return () => ending.abort()
  }, [])
}

/** What is around every address: the way to the others, the theme, the question for an API key. */
export function Shell({ children }: { children: ReactNode }) {
  const { key, refused } = useApiKey()
  useRefusedDrops()
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <header className={styles.bar}>
        <div className={styles.inner}>
          <Link href="/" className={styles.brand}>
            <img src={logo} alt="" width={26} height={26} />
            fovea
          </Link>
          <nav aria-label="Parts" className={styles.nav}>
            {parts.map(([href, name, pattern]) => (
              <PartLink key={href} href={href} pattern={pattern}>
                {name}
              </PartLink>
            ))}
          </nav>
          <div className={styles.tools}>
            {/* In this one the photos of Detect would be gone. */}
            <a href="/graphql" target="_blank" rel="noopener" className={styles.link}>
              API<span className="visually-hidden"> (opens a new tab)</span>
            </a>
            {key !== null && !refused && (
              <Button look="plain" onClick={forget}>
                Forget key
              </Button>
            )}
            <ThemeSwitch />
          </div>
        </div>
      </header>
      {refused ? <ApiKeyForm wasRefused={key !== null} /> : <div key={key}>{children}</div>}
    </>
  )
}
