import { Page } from '../parts/Page.tsx'

export default function EvaluationPage({ id }: { id: string }) {
  return <Page title="Evaluation">{id}</Page>
}
