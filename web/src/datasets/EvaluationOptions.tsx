import { useId } from 'react'
import type { EvaluationProfile, ImageScope } from '../api/generated.ts'
import { CategorySpaceSelect } from './CategorySpaceSelect.tsx'
import type { EvaluationForm } from './evaluationForm.ts'
import { ImageMatchSelect } from './ImageMatchSelect.tsx'
import { Select } from './Select.tsx'
import styles from './UploadSetup.module.css'

type Props = { form: EvaluationForm; onChange: (part: Partial<EvaluationForm>) => void }

const profiles: readonly (readonly [EvaluationProfile, string])[] = [
  ['PYCOCOTOOLS', 'COCO, as pycocotools has it'],
  ['OMZ_ACCURACY_CHECKER', 'Open Model Zoo’s accuracy checker'],
]
const scopes: readonly (readonly [ImageScope, string])[] = [
  ['ALL_IMAGES', 'all of the dataset'],
  ['EVALUATED_ONLY', 'those that the detector ran on'],
]

/** What an evaluation is called, and its rules. */
export function EvaluationOptions({ form, onChange }: Props) {
  const id = useId()
  return (
    <>
      <div className={styles.pair}>
        <div className={styles.field}>
          <label htmlFor={`${id}name`}>Name (optional)</label>
          <input
            id={`${id}name`}
            type="text"
            maxLength={200}
            value={form.name ?? ''}
            onChange={event => onChange({ name: event.currentTarget.value })}
          />
        </div>
        <div className={styles.field}>
          <label htmlFor={`${id}tags`}>Tags (optional, commas between)</label>
          <input
            id={`${id}tags`}
            type="text"
            value={form.tags}
            onChange={event => onChange({ tags: event.currentTarget.value })}
          />
        </div>
      </div>
      <details>
        <summary>Advanced</summary>
        <div className={styles.options}>
          <Select
            label="Rules"
            why="The accuracy checker’s mAP is another number, not comparable with COCO AP."
            value={form.profile}
            options={profiles}
            onChange={profile => onChange({ profile })}
          />
          <Select
            label="Images that count"
            why="Objects on images that were never run count as missed, unless these images are left out."
            value={form.imageScope}
            options={scopes}
            onChange={imageScope => onChange({ imageScope })}
          />
          {form.source === 'FILE' && (
            <>
              <CategorySpaceSelect
                label="Categories in the file are"
                why="To be said where numbers could mean several things: COCO’s ids have gaps, those of most models have none."
                value={form.categorySpace}
                onChange={categorySpace => onChange({ categorySpace })}
              />
              <ImageMatchSelect value={form.matchBy} onChange={matchBy => onChange({ matchBy })} />
            </>
          )}
        </div>
      </details>
    </>
  )
}
