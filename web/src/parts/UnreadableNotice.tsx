import { Button } from './Button.tsx'
import { focusTitle } from './focusTitle.ts'
import { formatCounted } from './formatNumber.ts'
import { Notice } from './Notice.tsx'
import { namesOf } from './namesOf.ts'

type Props = {
  /** of files and folders; nothing is said of none */
  paths: readonly string[]
  onDismiss: () => void
}

/** What of a drop could not be read. */
export function UnreadableNotice({ paths, onDismiss }: Props) {
  if (paths.length === 0) return null
  return (
    <Notice tone="warn" live title={`${formatCounted(paths.length, 'file')} could not be read`}>
      <p>{namesOf(paths)}. See whether you may open them, then take them again.</p>
      <Button
        onClick={() => {
          onDismiss()
          focusTitle()
        }}
      >
        Dismiss
      </Button>
    </Notice>
  )
}
