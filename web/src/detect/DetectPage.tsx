import { Page } from '../parts/Page.tsx'

export function DetectPage() {
  return <Page title="Detect">{null}</Page>
}
