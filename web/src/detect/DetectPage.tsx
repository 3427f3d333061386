import { Page } from '../parts/Page.tsx'
import { AddPhotos } from './AddPhotos.tsx'
import { detectQueue, usePhotos } from './detectQueue.ts'
import { ModelNotices } from './ModelNotices.tsx'
import { ModelSelect } from './ModelSelect.tsx'
import { Results } from './Results.tsx'
import { useModelChoice } from './useModelChoice.ts'

/** Below a few lines of them only the upper edge of a photo would be seen. */
function showResults() {
  const results = document.getElementById('photos')!
  const isSeen = results.getBoundingClientRect().top < innerHeight / 3
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
  if (!isSeen) results.scrollIntoView({ behavior })
}

/** `/`: photos in, boxes out. */
export function DetectPage() {
  const photos = usePhotos()
  const choice = useModelChoice()
  return (
    <Page
      title="Detect"
      lead="What a detector sees in your photos. Both are kept in the history of this server."
      actions={choice.models.length > 1 && <ModelSelect {...choice} />}
    >
      <AddPhotos
        disabled={choice.areNone}
        onPhotos={files => detectQueue.add(files, choice.name)}
        onOwnPhotos={() => requestAnimationFrame(showResults)}
      />
      <ModelNotices choice={choice} photos={photos} />
      <Results photos={photos} model={choice.name} />
    </Page>
  )
}
