import { Link } from 'wouter'
import type { EvaluationHeadQuery } from '../api/generated.ts'
import { formatCounted, formatMoment } from '../parts/formatNumber.ts'
import styles from './EvaluationFacts.module.css'
import { protocolLine } from './protocolLine.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>

const statusWords: Record<Evaluation['status'], string> = {
  QUEUED: 'Queued',
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
}

function detections({ model, source }: Evaluation): string {
  if (!model) return 'results from elsewhere'
  const name = model.version ? `${model.name} ${model.version}` : model.name
  return source.kind === 'STORED_RUNS' ? `stored detections of ${name}` : name
}

/** What was evaluated on what, when, and by which rules. */
export function EvaluationFacts({ evaluation }: { evaluation: Evaluation }) {
  const { dataset, status, createdAt, finishedAt, tags, failedImageCount, reusedFrom, protocol } = evaluation
  return (
    <div className={styles.facts}>
      <p>
        <strong data-status={status}>{statusWords[status]}</strong> {formatMoment(finishedAt ?? createdAt)} ·{' '}
        {detections(evaluation)} on <Link href={`/datasets/${dataset.id}`}>{dataset.name}</Link>
        {tags.length > 0 && ` · ${tags.join(', ')}`}
      </p>
      <p>{protocolLine(evaluation)}.</p>
      {failedImageCount > 0 && (
        <p>
          {formatCounted(failedImageCount, 'image')} could not be detected
          {protocol.imageScope === 'EVALUATED_ONLY' ? ', and are left out.' : '; their objects count as missed.'}
        </p>
      )}
      {reusedFrom && (
        <p>
          The same input was evaluated before: the numbers are those of{' '}
          <Link href={`/evaluations/${reusedFrom}`}>that evaluation</Link>.
        </p>
      )}
    </div>
  )
}
