import type { Problem } from '../api/problem.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

type Props = {
  problem: Problem
  /** what could not be done, such as: The images could not be loaded */
  title: string
  onRetry?: () => void
}

/** What went wrong, in the server's words, and what to do. */
export function ProblemNotice({ problem, title, onRetry }: Props) {
  return (
    <Notice tone="bad" title={title} live>
      <p>{problem.message}</p>
      {problem.hint && <p>{problem.hint}</p>}
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </Notice>
  )
}
