import { Page } from '../parts/Page.tsx'

export default function DatasetsPage() {
  return <Page title="Datasets">{null}</Page>
}
