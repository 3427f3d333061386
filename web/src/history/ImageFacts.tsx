import { Link } from 'wouter'
import type { HistoryImageQuery } from '../api/generated.ts'
import { CopyButton } from '../parts/CopyButton.tsx'
import { formatBytes, formatMoment } from '../parts/formatNumber.ts'
import { Panel } from '../parts/Panel.tsx'
import styles from './ImagePage.module.css'

type Props = { image: NonNullable<HistoryImageQuery['image']> }

/** What is known of a stored image, whatever was found on it. */
export function ImageFacts({ image }: Props) {
  const { width, height, format, orientation, byteSize, createdAt, sha256, datasets, url } = image
  const facts = [
    ['Size', `${width} × ${height} pixels${orientation === 1 ? '' : ', turned upright'}`],
    ['File', `${format}, ${formatBytes(byteSize)}`],
    ['Stored', formatMoment(createdAt)],
  ]
  return (
    <Panel title="The image" actions={<a href={url}>Open the original</a>}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>SHA-256</dt>
          <dd className={styles.hash}>
            <code title={sha256}>{sha256.slice(0, 16)}…</code>
            <CopyButton text={() => sha256}>Copy</CopyButton>
          </dd>
        </div>
        <div>
          <dt>Photo of</dt>
          <dd>
            {datasets.nodes.length === 0 && 'no dataset'}
            <DatasetLinks datasets={datasets.nodes} />
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

type Datasets = { datasets: readonly { readonly id: string; readonly name: string }[] }

/** The datasets that an image is a photo of. */
export const DatasetLinks = ({ datasets }: Datasets) => (
  <ul className={styles.datasets}>
    {datasets.map(({ id, name }) => (
      <li key={id}>
        <Link href={`/datasets/${id}`}>{name}</Link>
      </li>
    ))}
  </ul>
)
