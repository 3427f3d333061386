import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Panel } from '../parts/Panel.tsx'
import styles from './Section.module.css'
import { Skeleton } from './Skeleton.tsx'

type Props = {
  /** to be linked to */
  id: string
  title: string
  lead?: ReactNode
  /** pixels of what is inside, about; kept free until it is near */
  reserve: number
  /** whether it is asked for wherever the window is */
  isWanted?: boolean
  children: ReactNode
}

/** A section that asks for nothing until the window comes near it. */
export function Section({ id, title, lead, reserve, isWanted = false, children }: Props) {
  const ref = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)

  if (isWanted && !isNear) setNear(true)

  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        setNear(true)
        observer.disconnect()
      },
      { rootMargin: '300px' },
    )
    observer.observe(ref.current!)
    return () => observer.disconnect()
  }, [])

  return (
    <div ref={ref} className={styles.section}>
      <Panel id={id} title={title} lead={lead}>
        {isNear ? children : <Skeleton height={reserve} />}
      </Panel>
    </div>
  )
}
