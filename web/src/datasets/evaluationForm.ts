import type {
  CategorySpace,
  EvaluateInput,
  EvaluationProfile,
  EvaluationWarningCode,
  ImageMatch,
  ImageScope,
} from '../api/generated.ts'

/** What is chosen for an evaluation that is about to be started. */
export type EvaluationForm = {
  source: 'MODEL' | 'STORED_RUNS' | 'FILE'
  /** name of the model to run, or whose stored detections are taken */
  model: string
  profile: EvaluationProfile
  imageScope: ImageScope
  /** of a file; null: to be found out */
  categorySpace: CategorySpace | null
  /** of a file; null: to be found out */
  matchBy: ImageMatch | null
  /** null: what the file is called, where there is one */
  name: string | null
  /** with commas between */
  tags: string
  /** suspicions that were accepted */
  accepted: readonly EvaluationWarningCode[]
}

export const emptyForm: EvaluationForm = {
  source: 'MODEL',
  model: '',
  profile: 'PYCOCOTOOLS',
  imageScope: 'ALL_IMAGES',
  categorySpace: null,
  matchBy: null,
  name: null,
  tags: '',
  accepted: [],
}

/** What is changed with the source of detections, and what was accepted of one says nothing about another. */
export const isAnotherSource = (part: Partial<EvaluationForm>): boolean => 'source' in part || 'model' in part

/** A form with a change in it. */
export const changedForm = (form: EvaluationForm, part: Partial<EvaluationForm>): EvaluationForm => ({
  ...form,
  ...part,
  ...(isAnotherSource(part) ? { accepted: [] } : {}),
})

/** A form with the name of the file, unless another was said or no file is evaluated. */
export const namedForm = (form: EvaluationForm, results: { readonly name: string } | null): EvaluationForm =>
  form.name === null && form.source === 'FILE' && results ? { ...form, name: results.name } : form

function detectionsOf({ source, model }: EvaluationForm, uploadId: string | null): EvaluateInput['detections'] {
  if (source === 'MODEL') return { model }
  if (source === 'STORED_RUNS') return { storedRunsOf: model }
  return { uploadId: uploadId ?? '' }
}

/**
 * What the server is asked: options that are about files are left out where there is none.
 * @param uploadId of the file of results, where the source is one
 */
export function evaluateInputOf(form: EvaluationForm, datasetId: string, uploadId: string | null): EvaluateInput {
  const { profile, imageScope, categorySpace, matchBy, name, tags, accepted } = form
  return {
    datasetId,
    detections: detectionsOf(form, uploadId),
    profile,
    imageScope,
    ...(form.source === 'FILE' ? { categorySpace, matchBy } : {}),
    allowTruncated: accepted.includes('SCORE_FLOOR_TOO_HIGH'),
    overrides: accepted.filter(code => code !== 'SCORE_FLOOR_TOO_HIGH'),
    name: name?.trim() || null,
    tags: tags
      .split(',')
      .map(tag => tag.trim())
      .filter(tag => tag !== ''),
  }
}
