import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'
import { sayCount } from './sayCount.ts'

export function checkDefaults({ groundTruth }: Inspection): Finding | null {
  const { iscrowd, area } = groundTruth.defaulted
  if (iscrowd === 0 && area === 0) return null
  const count = Math.max(iscrowd, area)
  const { length } = groundTruth.annotations.ids
  // A file format that has no room for them: there is nothing to do about it.
  if (iscrowd === length && area === length)
    return {
      code: 'DEFAULTED_FIELDS',
      severity: 'WARNING',
      message: 'No annotation has iscrowd or area: 0 and w × h used.',
      count,
    }
  const parts = [
    iscrowd > 0 ? `iscrowd absent on ${sayCount(iscrowd, 'annotation')}: 0 used.` : '',
    area > 0
      ? `area absent on ${sayCount(area, 'annotation')}: w × h used; AP by size may differ from mask-area COCO.`
      : '',
  ]
  return {
    code: 'DEFAULTED_FIELDS',
    severity: 'WARNING',
    message: parts.filter(part => part !== '').join(' '),
    hint: 'Write the fields to the ground truth if its objects have crowds or masks.',
    count,
  }
}
