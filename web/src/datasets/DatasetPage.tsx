import { Page } from '../parts/Page.tsx'

export default function DatasetPage({ id }: { id: string }) {
  return <Page title="Dataset">{id}</Page>
}
