import type { EvaluationWarningCode } from '../api/generated.ts'
import { Button } from '../parts/Button.tsx'
import { readAs } from '../parts/categorySpaceWords.ts'
import { type Finding, Findings } from '../parts/Findings.tsx'
import { Notice } from '../parts/Notice.tsx'
import { CategorySpaceSelect } from './CategorySpaceSelect.tsx'
import type { EvaluationForm } from './evaluationForm.ts'
import { findingsShown, spaceNamedBy } from './findingsShown.ts'
import { ImageMatchSelect } from './ImageMatchSelect.tsx'
import styles from './Preflight.module.css'
import { preflightOutcome } from './preflightWords.ts'

type Props = {
  valid: boolean
  findings: readonly Finding[]
  form: EvaluationForm
  onChange: (part: Partial<EvaluationForm>) => void
  /** changes something, and checks once more */
  onAgain: (part: Partial<EvaluationForm>) => void
}

/** What pre-flight found, with what can be done about it right there. */
export function Preflight({ valid, findings: found, form, onChange, onAgain }: Props) {
  const findings = findingsShown(found)
  const { tone, words } = preflightOutcome(valid, findings)
  return (
    <>
      <Notice tone={tone} title={words} live />
      <Findings
        findings={findings}
        action={finding => <Remedy finding={finding} form={form} onChange={onChange} onAgain={onAgain} />}
      />
    </>
  )
}

function Remedy({ finding, form, onChange, onAgain }: Omit<Props, 'valid' | 'findings'> & { finding: Finding }) {
  const code = finding.code as EvaluationWarningCode
  const { accepted, categorySpace, source, imageScope, matchBy } = form
  const space = spaceNamedBy(finding)
  const isAccepted = accepted.includes(code)
  return (
    <div className={styles.remedy}>
      {code === 'CATEGORY_SPACE_MISMATCH' &&
        source === 'FILE' &&
        (space ? (
          <Button onClick={() => onAgain({ categorySpace: space })}>{readAs(space)}</Button>
        ) : (
          <CategorySpaceSelect
            label="Their categories are"
            value={categorySpace}
            onChange={categorySpace => onAgain({ categorySpace })}
          />
        ))}
      {code === 'PHOTOS_MISSING' && finding.severity === 'SUSPICION' && imageScope === 'ALL_IMAGES' && (
        <Button onClick={() => onAgain({ imageScope: 'EVALUATED_ONLY' })}>Evaluate only images with photos</Button>
      )}
      {code === 'IMAGES_NOT_EVALUATED' && imageScope === 'ALL_IMAGES' && (
        <Button onClick={() => onAgain({ imageScope: 'EVALUATED_ONLY' })}>Leave these images out</Button>
      )}
      {code === 'IMAGE_NOT_IN_GROUND_TRUTH' && source === 'FILE' && (
        <ImageMatchSelect value={matchBy} onChange={matchBy => onAgain({ matchBy })} />
      )}
      {(finding.severity === 'SUSPICION' || isAccepted) && (
        <label className={styles.accept}>
          <input
            type="checkbox"
            checked={isAccepted}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ accepted: checked ? [...accepted, code] : accepted.filter(each => each !== code) })
            }
          />
          It is right as it is: start anyway, and keep this as a warning
        </label>
      )}
    </div>
  )
}
