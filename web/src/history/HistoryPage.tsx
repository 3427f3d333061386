import { Page } from '../parts/Page.tsx'

export default function HistoryPage() {
  return <Page title="History">{null}</Page>
}
