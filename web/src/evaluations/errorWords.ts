import type { EvaluationErrorsQuery } from '../api/generated.ts'

type Result = NonNullable<NonNullable<EvaluationErrorsQuery['evaluation']>['result']>
type ErrorType = NonNullable<Result['errorBreakdown']>['errors'][number]['type']

/** The kinds of errors as a person calls them. */
export const errorWords: Record<ErrorType, { name: string; explanation: string }> = {
  CLASSIFICATION: { name: 'Classification', explanation: 'Well placed, but of the wrong category.' },
  LOCALISATION: { name: 'Localisation', explanation: 'Of the right category, but badly placed.' },
  BOTH: { name: 'Both', explanation: 'Of the wrong category and badly placed.' },
  DUPLICATE: { name: 'Duplicate', explanation: 'The object has a better detection already.' },
  BACKGROUND: { name: 'Background', explanation: 'Something was detected where nothing is.' },
  MISSED: { name: 'Missed', explanation: 'An object that no detection is about.' },
}
