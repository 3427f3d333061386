import { useEffect, useState } from 'react'
import { readKept, writeKept } from '../api/localStore.ts'
import styles from './ThemeSwitch.module.css'

const place = 'fovea.theme'
const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const kept = (): Theme => themes.find(theme => theme === readKept(place)) ?? 'system'

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(kept)

  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
    writeKept(place, theme)
  }, [theme])

  return (
    <select
      className={styles.theme}
      aria-label="Theme"
      value={theme}
      onChange={event => setTheme(event.currentTarget.value as Theme)}
    >
      <option value="system">System</option>
      <option value="light">Light</option>
      <option value="dark">Dark</option>
    </select>
  )
}
