import { DatasetEvaluateDocument, DatasetPreflightDocument, type EvaluateInput } from '../api/generated.ts'
import { ProblemError } from '../api/problem.ts'
import type { Finding } from '../parts/Findings.tsx'
import { type EvaluationForm, evaluateInputOf } from './evaluationForm.ts'
import { mutate, throwFirst } from './mutate.ts'
import type { ResultsPlan } from './planResults.ts'
import { sendFile, sendPacked } from './sendFile.ts'
import type { Sending } from './sending.ts'

/** What came of it: checked only, or refused; or started. */
export type StartOutcome = { valid: boolean; findings: Finding[]; startedId: string | null }

/** Random enough for a key; crypto.randomUUID is missing where the page is served over plain HTTP. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), part => part.toString(36)).join('')

function upload({ files, pack }: ResultsPlan, sending: Sending): Promise<string> {
  if (pack) return sendPacked(files, 'labels.zip', 'Packing the labels', sending)
  const { file } = files[0]!
  return sendFile(file, file.name, sending)
}

/**
 * Checks and starts evaluations on one dataset. Results are sent once for both; the same request again, after an answer
 * was lost say, has the same key and so makes one evaluation.
 */
export function createEvaluationStarter(datasetId: string) {
  let sent: { results: ResultsPlan; uploadId: string } | null = null
  let last: { request: string; key: string } | null = null

  function keyOf(input: EvaluateInput): string {
    const request = JSON.stringify(input)
    if (last?.request !== request) last = { request, key: newKey() }
    return last.key
  }

  async function check(form: EvaluationForm, results: ResultsPlan | null, sending: Sending): Promise<StartOutcome> {
    const { signal, say } = sending
    const isNew = sent === null || sent.results !== results
    if (form.source === 'FILE' && results && isNew) sent = { results, uploadId: await upload(results, sending) }
    say({ label: 'The server checks it' })
    const input = evaluateInputOf(form, datasetId, sent?.uploadId ?? null)
    const { validateDetections } = await mutate(DatasetPreflightDocument, { input }, signal)
    const { valid, findings, userErrors } = validateDetections
    if (userErrors[0]?.code === 'UPLOAD_NOT_FOUND' && !isNew) {
      // It waited for longer than an upload is kept.
      sent = null
      return check(form, results, sending)
    }
    const errors = userErrors.map(error => ({ ...error, severity: 'ERROR' as const }))
    return { valid: valid && errors.length === 0, findings: [...errors, ...findings], startedId: null }
  }

  return {
    check,

    /** Checks, and where nothing refuses it starts. @throws ProblemError; the signal's reason when it was aborted */
    async start(form: EvaluationForm, results: ResultsPlan | null, sending: Sending): Promise<StartOutcome> {
      const checked = await check(form, results, sending)
      if (!checked.valid) return checked
      sending.say({ label: 'The server makes the evaluation', isFinal: true })
      const input = evaluateInputOf(form, datasetId, sent?.uploadId ?? null)
      const idempotencyKey = keyOf(input)
      const { evaluate } = await mutate(
        DatasetEvaluateDocument,
        { input: { ...input, idempotencyKey } },
        sending.signal,
      )
      throwFirst(evaluate.userErrors)
      if (!evaluate.evaluation) throw new ProblemError({ code: 'PAGE', message: 'The server made no evaluation.' })
      last = null
      return { ...checked, startedId: evaluate.evaluation.id }
    },
  }
}
