import type { ProtocolSetting } from '../../eval/explain/protocolChanges.ts'
import type { ProtocolEffects } from '../../eval/explain/protocolEffects.ts'
import { decimals } from './summaryText.ts'
import { table } from './table.ts'

const titles: Record<ProtocolSetting, string> = {
  IOU_THRESHOLDS: 'IoU thresholds',
  MAX_DETECTIONS: 'cap',
  SCORE_FLOOR: 'score floor',
  IMAGE_SCOPE: 'images',
  AREA_RANGE: 'area range',
  CROWD_IOU: 'IoU with crowds',
  FIRST_MATCH: 'first match',
  IOU_ROUNDING: 'IoU rounding',
  EQUAL_SCORES: 'equal scores',
}

/** What other rules make of the average precision: both profiles, a line a setting, then what each of them means. */
export function effectsText({ pycocotools, omzAccuracyChecker, effects }: ProtocolEffects): string {
  const rows = effects.map(({ setting, from, to, ap, difference }) => [
    titles[setting],
    decimals(ap).trim(),
    difference === null ? 'n/a' : points(difference),
    from,
    to,
  ])
  return [
    `AP by the rules of pycocotools: ${decimals(pycocotools).trim()}; of Open Model Zoo's accuracy checker: ` +
      decimals(omzAccuracyChecker).trim(),
    '',
    'AP with one setting changed and the rest as it is; the differences, in points of 100, need not add up:',
    '',
    table([['setting', 'AP', 'points', 'from', 'to'], ...rows]),
    ...effects.map(({ setting, to, explanation }) => `\n${titles[setting]}, ${to}: ${explanation}`),
  ].join('\n')
}

const points = (difference: number) => `${difference > 0 ? '+' : ''}${(100 * difference).toFixed(2)}`
