import { type CocoSummary, type Metric, metrics } from '../../eval/result.ts'
import type { Settings } from '../../eval/settings.ts'

const areas: Partial<Record<Metric, string>> = {
  apSmall: 'small',
  apMedium: 'medium',
  apLarge: 'large',
  arSmall: 'small',
  arMedium: 'medium',
  arLarge: 'large',
}
const ious: Partial<Record<Metric, string>> = { ap50: '0.50', ap75: '0.75' }
const caps: Partial<Record<Metric, number>> = { ar1: 1, ar10: 10 }

/** Three decimals, as people compare them; n/a where undefined. */
export const decimals = (value: number | null) => (value === null ? '  n/a' : value.toFixed(3))

/**
 * The twelve lines of pycocotools, which scripts read; of OMZ_ACCURACY_CHECKER the one number that it has, in percent
 * as the Open Model Zoo publishes it.
 */
export function summaryText({ summary, protocol }: { summary: CocoSummary; protocol: Settings }): string {
  const largest = protocol.caps.at(-1)!
  if (protocol.profile === 'OMZ_ACCURACY_CHECKER') {
    const percent = summary.ap === null ? 'n/a' : `${(100 * summary.ap).toFixed(2)}%`
    return `coco_precision @[ IoU=0.50:0.95 | score>=${protocol.scoreFloor ?? 'any'} | maxDets=${largest} ] = ${percent}`
  }
  return metrics
    .map(metric => {
      const title = metric.startsWith('ap') ? 'Average Precision  (AP)' : 'Average Recall     (AR)'
      const iou = (ious[metric] ?? '0.50:0.95').padEnd(9)
      const area = (areas[metric] ?? 'all').padStart(6)
      const cap = String(caps[metric] ?? largest).padStart(3)
      return ` ${title} @[ IoU=${iou} | area=${area} | maxDets=${cap} ] = ${decimals(summary[metric])}`
    })
    .join('\n')
}
