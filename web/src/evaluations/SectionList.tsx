import { useEffect, useState } from 'react'
import styles from './SectionList.module.css'

const sections = [
  ['numbers', 'The numbers'],
  ['categories', 'Categories'],
  ['curves', 'Precision and recall'],
  ['confusion', 'Confusion'],
  ['errors', 'What errors cost'],
  ['images', 'Images'],
  ['why', 'Other tools'],
] as const

/** The sections of the page, beside them where there is room; the one that is read is marked. */
export function SectionList() {
  const [here, setHere] = useState<string>(sections[0][0])

  useEffect(() => {
    // What crosses a line in the upper third of the window is read.
    const observer = new IntersectionObserver(
      entries => {
        const entered = entries.find(({ isIntersecting }) => isIntersecting)
        if (entered) setHere(entered.target.id)
      },
      { rootMargin: '-30% 0px -70% 0px' },
    )
    for (const [id] of sections) {
      const section = document.getElementById(id)
      if (section) observer.observe(section)
    }
    return () => observer.disconnect()
  }, [])

  return (
    <nav aria-label="Sections" className={styles.list}>
      <ul className={styles.items}>
        {sections.map(([id, name]) => (
          <li key={id}>
            <a href={`#${id}`} {...(id === here ? { 'aria-current': true as const } : {})}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
