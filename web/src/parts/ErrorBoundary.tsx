import { Component, type ReactNode } from 'react'
import { problemOf } from '../api/problem.ts'
import { renewLazyParts } from './lazyPart.tsx'
import { Page } from './Page.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

type Props = {
  /** another one is another chance */
  address: string
  children: ReactNode
}

type State = { address: string; error: Error | null }

/** Shows why what is in it cannot be shown, so that the rest of the page stays. React has only classes for it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { address: this.props.address, error: null }

  static getDerivedStateFromError = (error: Error): Partial<State> => ({ error })

  static getDerivedStateFromProps = ({ address }: Props, state: State): State | null =>
    address === state.address ? null : { address, error: null }

  override componentDidCatch(): void {
    renewLazyParts()
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Page title="Not loaded">
        <ProblemNotice
          title="This part cannot be shown"
          problem={problemOf(error)}
          onRetry={() => this.setState({ error: null })}
        />
      </Page>
    )
  }
}
