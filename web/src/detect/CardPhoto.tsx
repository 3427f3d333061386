import { useMemo } from 'react'
import { BoxedPhoto } from '../parts/BoxedPhoto.tsx'
import { colorOfCategory } from '../parts/colorOfCategory.ts'
import { formatScore } from '../parts/formatNumber.ts'
import type { PhotoBox } from '../parts/photoBox.ts'
import styles from './CardPhoto.module.css'
import type { Photo } from './photo.ts'
import { previewOf } from './previews.ts'
import type { shownDetections } from './shownDetections.ts'
import { usePhotoSize } from './usePhotoSize.ts'

type Props = { photo: Photo; shown: ReturnType<typeof shownDetections> }

/** A photo as this browser has it, from the first moment on, and the boxes once they are there. */
export function CardPhoto({ photo: { name, file, run }, shown }: Props) {
  const src = previewOf(file)
  const read = usePhotoSize(src)
  const size = run?.image ?? read
  const boxes = useMemo(
    () =>
      shown.map(
        ({ id, category, score, box: { x, y, width, height } }): PhotoBox => ({
          ...{ id, x, y, width, height, name: category.name },
          note: formatScore(score),
          color: colorOfCategory(category.name),
        }),
      ),
    [shown],
  )

  if (read === null && !run) return <p className={styles.none}>This browser cannot show the file.</p>
  if (!size) return null
  // As large as fits, whichever side is the longer one.
  const width = `min(100cqw, ${(100 * size.width) / size.height}cqh)`
  return (
    <div style={{ width }}>
      <BoxedPhoto src={src} width={size.width} height={size.height} alt={name} boxes={boxes} />
    </div>
  )
}
