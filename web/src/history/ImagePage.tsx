import { useQuery } from 'urql'
import { Link } from 'wouter'
import { HistoryImageDocument } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { EmptyState } from '../parts/EmptyState.tsx'
import { formatMoment } from '../parts/formatNumber.ts'
import { Page } from '../parts/Page.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { DeleteImage } from './DeleteImage.tsx'
import { GalleryLink } from './GalleryLink.tsx'
import { ImageFacts } from './ImageFacts.tsx'
import styles from './ImagePage.module.css'
import { ImageRuns } from './ImageRuns.tsx'

/** One stored image: what its runs found, what is known of it. */
export default function ImagePage({ id }: { id: string }) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: HistoryImageDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const image = data?.image

  if (image)
    return (
      <Page
        title={image.fileName ?? 'Image without a name'}
        lead={
          <>
            <GalleryLink /> · {formatMoment(image.createdAt)}
          </>
        }
        actions={<DeleteImage image={image} />}
      >
        <ImageRuns image={image} onDetected={() => ask({ requestPolicy: 'network-only' })} />
        <ImageFacts image={image} />
      </Page>
    )
  if (error && !fetching)
    return (
      <Page title="Image">
        <ProblemNotice title="The image could not be loaded." problem={problemOf(error)} onRetry={() => ask()} />
      </Page>
    )
  if (!fetching && data)
    return (
      <Page title="No such image">
        <EmptyState title="There is no image at this address">
          <p>
            It was deleted, or the address is not complete. <Link href="/history">See all images</Link>.
          </p>
        </EmptyState>
      </Page>
    )
  return (
    <Page title="Image" lead="Loading …">
      <div className={styles.toCome} />
    </Page>
  )
}
