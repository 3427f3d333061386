import type { Metric as MetricOfResult } from '../../eval/result.ts'
import type { Metric } from './generated.ts'

/** The numbers of eval/result.ts as schema.graphql calls them, in their order. */
export const metricOf: Readonly<Record<Metric, MetricOfResult>> = {
  AP: 'ap',
  AP50: 'ap50',
  AP75: 'ap75',
  AP_SMALL: 'apSmall',
  AP_MEDIUM: 'apMedium',
  AP_LARGE: 'apLarge',
  AR1: 'ar1',
  AR10: 'ar10',
  AR100: 'ar100',
  AR_SMALL: 'arSmall',
  AR_MEDIUM: 'arMedium',
  AR_LARGE: 'arLarge',
}
