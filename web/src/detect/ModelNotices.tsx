import { Button } from '../parts/Button.tsx'
import { DemoModelNotice } from '../parts/DemoModelNotice.tsx'
import { focusTitle } from '../parts/focusTitle.ts'
import { formatCounted } from '../parts/formatNumber.ts'
import { Notice } from '../parts/Notice.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { detectQueue } from './detectQueue.ts'
import { isOfAnother, type Photo } from './photo.ts'
import type { ModelChoice } from './useModelChoice.ts'

type Props = { choice: ModelChoice; photos: readonly Photo[] }

/** The button goes when they are on their way: the focus goes to where they come. */
function detectAgain(model: string) {
  detectQueue.detectAgain(model)
  document.getElementById('photos')!.focus({ preventScroll: true })
}

/** What is to be known of the model at work. */
export function ModelNotices({ choice, photos }: Props) {
  const { models, model, unknown, areNone, problem, askAgain } = choice
  const others = photos.filter(photo => model && isOfAnother(photo, model.name))
  return (
    <>
      {problem && <ProblemNotice title="The models could not be loaded" problem={problem} onRetry={askAgain} />}
      {areNone && (
        <Notice tone="bad" title="No model can be used now">
          <p>
            Photos cannot be detected until one is installed: see <code>npx fovea models list</code>.
          </p>
        </Notice>
      )}
      {unknown !== null && model && (
        <Notice tone="warn" title={`There is no model “${unknown}” that can be used`}>
          <p>The one at work is {model.name}.</p>
        </Notice>
      )}
      {model?.name === 'demo' && (
        <DemoModelNotice
          instead={models.find(({ name }) => name !== 'demo')?.name}
          onChoose={name => {
            choice.choose(name)
            focusTitle()
          }}
        />
      )}
      {others.length > 0 && model && (
        <Notice title={`${formatCounted(others.length, 'photo')} below: detected by another model`}>
          <Button onClick={() => detectAgain(model.name)}>Detect again with {model.name}</Button>
        </Notice>
      )}
    </>
  )
}
