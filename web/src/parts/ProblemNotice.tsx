import type { Problem } from '../api/problem.ts'
import { Button } from './Button.tsx'
import { hintWords } from './hintWords.ts'
import { Notice } from './Notice.tsx'

type Props = {
  problem: Problem
  /** what could not be done, such as: The images could not be loaded */
  title: string
  onRetry?: () => void
}

/** What went wrong, in the server's words, and what to do in those of the page. */
export function ProblemNotice({ problem, title, onRetry }: Props) {
  const hint = hintWords(problem.hint)
  return (
    <Notice tone="bad" title={title} live>
      <p>{problem.message}</p>
      {hint && <p>{hint}</p>}
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </Notice>
  )
}
