import { useQuery } from 'urql'
import { DatasetImageByNameDocument, type DatasetImageByNameQuery } from '../api/generated.ts'
import { problemOf } from '../api/problem.ts'
import { BoxedPhoto } from '../parts/BoxedPhoto.tsx'
import { Button } from '../parts/Button.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { formatCounted } from '../parts/formatNumber.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { PhotoBox } from '../parts/photoBox.ts'
import styles from './DatasetImageDialog.module.css'
import { uprightBox } from './uprightBox.ts'

type FoundDataset = NonNullable<DatasetImageByNameQuery['dataset']>
type Found = FoundDataset['images']['nodes'][number]

type Props = {
  datasetId: string
  fileName: string
  /** of the image before it in the list */
  previous: string | null
  next: string | null
  onOpen: (fileName: string) => void
  onClose: () => void
}

/** One image of a dataset with the boxes of its annotations. */
export function DatasetImageDialog({ datasetId, fileName, previous, next, onOpen, onClose }: Props) {
  const [{ data, error }, ask] = useQuery({
    query: DatasetImageByNameDocument,
    variables: { id: datasetId, fileName },
  })
  const dataset = data?.dataset
  const found = dataset?.images.nodes[0]
  return (
    <Dialog title={fileName} onClose={onClose} size="wide">
      <div className={styles.content}>
        {error && <ProblemNotice problem={problemOf(error)} title="The image could not be loaded" onRetry={ask} />}
        {data && !found && <p>The dataset has no image of this name.</p>}
        {dataset && found && <Annotated key={fileName} image={found} orientation={dataset.orientation} />}
      </div>
      <div className={styles.steps}>
        <Button aria-disabled={previous === null} onClick={() => previous !== null && onOpen(previous)}>
          Previous
        </Button>
        <Button aria-disabled={next === null} onClick={() => next !== null && onOpen(next)}>
          Next
        </Button>
      </div>
    </Dialog>
  )
}

function boxesOf({ annotations, image }: Found, orientation: FoundDataset['orientation']): PhotoBox[] {
  const turn = orientation === 'RAW' && image ? image.orientation : 1
  return annotations.nodes.map(({ fileId, category, isCrowd, box }, index) => {
    const name = category?.name ?? 'of no category'
    return {
      id: `${index}-${fileId}`,
      ...(image ? uprightBox(box, turn, image) : box),
      name,
      ...(isCrowd ? { note: 'crowd', line: 'dashed' as const } : {}),
      color: colorOfCategory(name),
    }
  })
}

function Annotated({ image, orientation }: { image: Found; orientation: FoundDataset['orientation'] }) {
  const { image: photo, annotationCount, annotations } = image
  const { width, height } = photo ?? image
  const size = width && height ? `, ${width} × ${height} pixels` : ''
  return (
    <>
      <p>
        {formatCounted(annotationCount, 'annotation')}
        {size}
        {annotations.nodes.length < annotationCount && `; the first ${annotations.nodes.length} are drawn`}
      </p>
      {width && height ? (
        <div className={styles.photo} style={{ '--ratio': width / height } as React.CSSProperties}>
          <BoxedPhoto
            src={photo?.url ?? null}
            width={width}
            height={height}
            alt={image.fileName ?? ''}
            boxes={boxesOf(image, orientation)}
          />
        </div>
      ) : (
        <p>It has no photo yet, and the file does not say its size.</p>
      )}
    </>
  )
}
