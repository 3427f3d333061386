import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

type Props = {
  /** name of a model that can be chosen instead; undefined where there is none */
  instead: string | undefined
  /** chooses it; without it the words lead to the choice above */
  onChoose?: (name: string) => void
}

/** Says plainly that the model at work is the one that comes with fovea, and what to take instead. */
export function DemoModelNotice({ instead, onChoose }: Props) {
  return (
    <Notice tone="warn" title="The demo model is at work: it knows drawings, not photographs.">
      <p>
        It finds little that is right in a photo.{' '}
        {instead === undefined ? (
          <>
            For photos install a real detector, such as <code>npx fovea models pull retinanet-tf</code>, restart the
            server, then choose it here.
          </>
        ) : (
          !onChoose && `For photos choose ${instead} above.`
        )}
      </p>
      {instead !== undefined && onChoose && <Button onClick={() => onChoose(instead)}>Use {instead}</Button>}
    </Notice>
  )
}
