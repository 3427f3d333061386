import type { ImageMatch } from '../api/generated.ts'
import { Select } from './Select.tsx'

const matches: readonly (readonly [ImageMatch | '', string])[] = [
  ['', 'found out'],
  ['IMAGE_ID', 'the ids of this dataset'],
  ['FILE_NAME', 'file names'],
]

type Props = { value: ImageMatch | null; onChange: (value: ImageMatch | null) => void }

/** What the detections of a file name their images by. */
export const ImageMatchSelect = ({ value, onChange }: Props) => (
  <Select
    label="Images in the file are"
    why="By file name the full path counts first, then the name without its ending."
    value={value ?? ''}
    options={matches}
    onChange={matchBy => onChange(matchBy || null)}
  />
)
