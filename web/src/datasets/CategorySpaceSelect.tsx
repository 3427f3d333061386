import type { CategorySpace } from '../api/generated.ts'
import { categorySpaceWords } from '../parts/categorySpaceWords.ts'
import { Select } from './Select.tsx'

const spaces = Object.entries(categorySpaceWords) as [CategorySpace, string][]
const options: readonly (readonly [CategorySpace | '', string])[] = [
  ['', 'found out'],
  ...spaces.map(([space, words]) => [space, `${words} (${space})`] as const),
]

type Props = {
  label: string
  value: CategorySpace | null
  onChange: (value: CategorySpace | null) => void
  /** below it */
  why?: string
}

/** What the detections of a file name their categories by. */
export const CategorySpaceSelect = ({ value, onChange, ...rest }: Props) => (
  <Select {...rest} value={value ?? ''} options={options} onChange={space => onChange(space || null)} />
)
