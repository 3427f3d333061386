import { useMemo } from 'react'
import { BoxedPhoto } from './BoxedPhoto.tsx'
import { BoxShapes } from './BoxShapes.tsx'
import styles from './EvaluatedPhoto.module.css'
import { type EvaluatedBoxes, type EvaluatedShow, evaluatedBoxes, everythingShown } from './evaluatedBoxes.ts'
import { evaluatedSize } from './evaluatedSize.ts'
import { formatCounted } from './formatNumber.ts'

type Props = {
  image: EvaluatedBoxes
  show?: EvaluatedShow
  /** `tile`: a small picture that can be inside a button; `large`: the photo as it came, whose boxes tell what they are */
  size: 'tile' | 'large'
}

/** What an evaluated image is called: its file's name, or its id in the ground truth. */
export const evaluatedName = ({ image }: EvaluatedBoxes): string => image.fileName ?? `image ${image.fileId}`

/** What became of its detections and objects, in words. */
export const evaluatedOutcome = ({ truePositiveCount, falsePositiveCount, missCount }: EvaluatedBoxes): string =>
  `${truePositiveCount} found, ${formatCounted(falsePositiveCount, 'false positive')}, ${missCount} missed`

/** A photo of an evaluation with ground truth and detections in two colours, or an empty frame where there is no photo. */
export function EvaluatedPhoto({ image, show = everythingShown, size }: Props) {
  const boxes = useMemo(() => evaluatedBoxes(image, show), [image, show])
  const { width, height } = evaluatedSize(image)
  const photo = image.image.image
  const name = evaluatedName(image)
  if (size === 'large')
    return <BoxedPhoto src={photo?.url ?? null} width={width} height={height} alt={name} boxes={boxes} />

  const alt = `${name}: ${evaluatedOutcome(image)}`
  return (
    <span className={styles.tile} style={{ aspectRatio: `${width} / ${height}` }}>
      {photo ? (
        <img src={photo.thumbnailUrl} width={width} height={height} alt={alt} loading="lazy" decoding="async" />
      ) : (
        <span className={styles.absent}>
          <span className="visually-hidden">{alt}. </span>No photo
        </span>
      )}
      <BoxShapes boxes={boxes} width={width} height={height} />
    </span>
  )
}
