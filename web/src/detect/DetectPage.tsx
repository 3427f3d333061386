import { Page } from '../parts/Page.tsx'
import { AddPhotos } from './AddPhotos.tsx'
import { detectQueue, usePhotos } from './detectQueue.ts'
import { ModelNotices } from './ModelNotices.tsx'
import { ModelSelect } from './ModelSelect.tsx'
import { Results } from './Results.tsx'
import { useModelChoice } from './useModelChoice.ts'

/** `/`: photos in, boxes out. */
export function DetectPage() {
  const photos = usePhotos()
  const choice = useModelChoice()
  const model = choice.model?.name ?? null
  return (
    <Page
      title="Detect"
      lead="See what a detector finds in your photos. They are stored on this server, with what was found, for the history."
      actions={<ModelSelect {...choice} />}
    >
      <AddPhotos disabled={choice.areNone} onPhotos={files => detectQueue.add(files, model)} />
      <ModelNotices choice={choice} photos={photos} />
      <Results photos={photos} model={model} />
    </Page>
  )
}
