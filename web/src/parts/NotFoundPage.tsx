import { Link } from 'wouter'
import { EmptyState } from './EmptyState.tsx'
import { Page } from './Page.tsx'

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  return (
    <Page title="Nothing here">
      <EmptyState title="There is no page at this address">
        <p>
          <Link href="/">Detect objects</Link>, look through <Link href="/history">what was detected</Link>, or see{' '}
          <Link href="/evaluations">evaluations</Link>.
        </p>
      </EmptyState>
    </Page>
  )
}
