import type { CompareSideFragment } from '../api/generated.ts'
import { formatMoment, formatPoints } from '../parts/formatNumber.ts'

/** What an evaluation is called: its own name, else whose detections it scores. */
export const sideName = ({ name, model }: CompareSideFragment): string =>
  name ?? model?.name ?? 'Results from elsewhere'

/** An evaluation in one line, to be told from others of its dataset. */
export function sideLine(side: CompareSideFragment): string {
  const named = side.name && side.model ? [side.model.name] : []
  const rules = side.profile === 'PYCOCOTOOLS' ? [] : ['OMZ rules']
  const number = side.result ? [`AP ${formatPoints(side.result.summary.ap)}`] : []
  return [sideName(side), ...named, ...number, ...rules, formatMoment(side.createdAt)].join(' · ')
}
