import type { Metric } from '../api/generated.ts'

export type { Metric }

/** The twelve numbers of COCO as the page calls them, in their order. */
export const metricNames: Readonly<Record<Metric, string>> = {
  AP: 'AP',
  AP50: 'AP50',
  AP75: 'AP75',
  AP_SMALL: 'AP small',
  AP_MEDIUM: 'AP medium',
  AP_LARGE: 'AP large',
  AR1: 'AR 1',
  AR10: 'AR 10',
  AR100: 'AR 100',
  AR_SMALL: 'AR small',
  AR_MEDIUM: 'AR medium',
  AR_LARGE: 'AR large',
}

export const metrics = Object.keys(metricNames) as Metric[]

/** As `fovea compare --metric` takes it: `apSmall`. */
export const optionOfMetric = (metric: Metric): string =>
  metric.toLowerCase().replace(/_(.)/, (_, letter: string) => letter.toUpperCase())
