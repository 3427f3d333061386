import { Page } from '../parts/Page.tsx'

export default function ImagePage({ id }: { id: string }) {
  return <Page title="Image">{id}</Page>
}
