import { useId, useState } from 'react'
import type { DatasetFormat } from '../api/generated.ts'
import { Button } from '../parts/Button.tsx'
import { formatCounted } from '../parts/formatNumber.ts'
import { describeSending, describeUpload } from './describeUpload.ts'
import type { DatasetPlan } from './planDataset.ts'
import { leftOutOf, type UploadChoice } from './planUpload.ts'
import { ResultsAmong } from './ResultsAmong.tsx'
import { Select } from './Select.tsx'
import type { DatasetOptions } from './sendGroundTruth.ts'
import styles from './UploadSetup.module.css'

type Props = {
  plan: DatasetPlan
  onSend: (choice: UploadChoice, options: DatasetOptions) => void
  onDiscard: () => void
}

const longestName = 200

const orientations: readonly (readonly [DatasetOptions['orientation'], string])[] = [
  ['UPRIGHT', 'photos as a viewer shows them'],
  ['RAW', 'photos as they are stored, before EXIF turns them'],
]
const formats: readonly (readonly [DatasetFormat | '', string])[] = [
  ['', 'found out'],
  ['COCO', 'COCO JSON'],
  ['CSV', 'CSV'],
  ['YOLO', 'YOLO'],
  ['VOC', 'Pascal VOC'],
]

/** What was chosen, which of it is the ground truth, and what can be decided before it is sent. */
export function UploadSetup({ plan, onSend, onDiscard }: Props) {
  const { choices } = plan
  const [key, setKey] = useState(choices.length === 1 ? choices[0]!.key : null)
  const [given, setName] = useState<string | null>(null)
  const [orientation, setOrientation] = useState<DatasetOptions['orientation']>('UPRIGHT')
  const [format, setFormat] = useState<DatasetFormat | null>(null)
  const id = useId()
  const choice = choices.find(choice => choice.key === key)
  const ignored = choice ? leftOutOf(plan, choice) : []
  const name = given ?? choice?.name ?? ''

  return (
    <form
      className={styles.setup}
      onSubmit={event => {
        event.preventDefault()
        if (choice) onSend(choice, { name, orientation, format })
      }}
    >
      {choices.length > 1 && (
        <fieldset className={styles.choices}>
          <legend>Which of these is the ground truth?</legend>
          {choices.map(choice => (
            <label key={choice.key}>
              <input type="radio" name={id} checked={choice.key === key} onChange={() => setKey(choice.key)} />
              {describeUpload(choice)}
            </label>
          ))}
        </fieldset>
      )}
      {choice && (
        <div>
          {choices.length === 1 && <p className={styles.what}>{describeUpload(choice)}</p>}
          <p className={styles.how}>
            {describeSending(choice)}
            {ignored.length > 0 &&
              ` ${formatCounted(ignored.length, 'other file')}, such as ${ignored[0]!.path}, ${ignored.length === 1 ? 'is' : 'are'} left out.`}
          </p>
        </div>
      )}
      <ResultsAmong results={plan.results} />
      <div className={styles.field}>
        <label htmlFor={`${id}name`}>Name</label>
        <input
          id={`${id}name`}
          type="text"
          maxLength={longestName}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
      </div>
      <details>
        <summary>Advanced</summary>
        <div className={styles.options}>
          <Select
            label="Boxes were drawn on"
            why="It matters for photos that a camera stored lying on their side: some tools show and annotate them unturned."
            value={orientation}
            options={orientations}
            onChange={setOrientation}
          />
          <Select
            label="Format"
            why="To be said where an archive has signs of several."
            value={format ?? ''}
            options={formats}
            onChange={format => setFormat(format || null)}
          />
        </div>
      </details>
      <div className={styles.buttons}>
        <Button look="primary" type="submit" disabled={!choice} aria-describedby={choice ? undefined : `${id}why`}>
          Store the dataset
        </Button>
        <Button onClick={onDiscard}>Choose other files</Button>
        {!choice && (
          <p id={`${id}why`} className={styles.how}>
            Choose above which file is the ground truth first.
          </p>
        )}
      </div>
    </form>
  )
}
