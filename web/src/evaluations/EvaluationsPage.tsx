import { Page } from '../parts/Page.tsx'

export default function EvaluationsPage() {
  return <Page title="Evaluations">{null}</Page>
}
