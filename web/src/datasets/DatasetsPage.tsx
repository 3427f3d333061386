import { DatasetsListDocument } from '../api/generated.ts'
import { forgetPages, usePages } from '../api/usePages.ts'
import { Notice } from '../parts/Notice.tsx'
import { Page } from '../parts/Page.tsx'
import { useLastDeleted } from '../parts/useLastDeleted.ts'
import { DatasetsList } from './DatasetsList.tsx'
import { NewDataset } from './NewDataset.tsx'

const pageSize = { first: 50 }

/** The address /datasets: what is there, and a new one from files. */
export default function DatasetsPage() {
  const [deleted] = useLastDeleted('/datasets')
  const list = usePages(DatasetsListDocument, pageSize, data => data.datasets)

  function askAnew() {
    forgetPages()
    void list.reload()
  }

  return (
    <Page
      title="Datasets"
      lead="Ground truth: what really is on images, as boxes that people drew. Detections are scored against it."
    >
      {deleted !== null && <Notice tone="good" title={`Deleted ${deleted}.`} live />}
      <NewDataset onStored={askAnew} />
      <DatasetsList {...list} />
    </Page>
  )
}
