import type { ReactNode } from 'react'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import styles from './Answered.module.css'
import { Skeleton } from './Skeleton.tsx'
import { useFocusAfter } from './useFocusAfter.ts'
import type { Answer } from './useResult.ts'

type Props<Value> = {
  answer: Answer<Value>
  /** what could not be done where there is a problem */
  title: string
  /** pixels that are kept free until the answer comes */
  reserve: number
  children: (value: Value) => ReactNode
}

/** What was asked for, once it is there; a skeleton until then, its problem where there is one. */
export function Answered<Value>({ answer, title, reserve, children }: Props<Value>) {
  const { value, problem, fetching, retry } = answer
  const { ref, pressed } = useFocusAfter<HTMLDivElement>(!problem)

  function tryAgain() {
    pressed()
    retry()
  }

  if (problem) return <ProblemNotice problem={problem} title={title} onRetry={tryAgain} />
  return (
    <div ref={ref} tabIndex={-1} className={styles.answer} aria-busy={fetching}>
      {value === null ? <Skeleton height={reserve} /> : children(value)}
    </div>
  )
}
