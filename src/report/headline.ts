import type { Profile } from '../../eval/settings.ts'
import { counted, fraction, scoreFrom } from './formatNumber.ts'
import { type Html, html } from './html.ts'
import type { ReportData } from './reportData.ts'
import { warnings } from './warnings.ts'

const numberName: Record<Profile, string> = {
  PYCOCOTOOLS: 'the COCO number',
  OMZ_ACCURACY_CHECKER: 'coco_precision of Open Model Zoo',
}

/** Title and what was compared; warnings; then the numbers that most readers came for. */
export function headline({ title, files, result, bestF1 }: ReportData): Html {
  const { protocol, summary } = result
  const best = bestF1.overall
  const facts = [
    counted(protocol.images, 'image'),
    counted(protocol.groundTruths, 'object'),
    counted(protocol.detections, 'detection'),
    counted(result.perCategory.length, 'category', 'categories'),
  ]
  return html`<header>
<h1><bdi>${title}</bdi></h1>
<p class="files">Detections <bdi dir="ltr">${files.detections}</bdi> against ground truth <bdi dir="ltr">${files.groundTruth}</bdi></p>
<p class="facts">${facts.join(' · ')} · profile ${protocol.profile}</p>
</header>
${warnings(result.warnings)}<dl class="figures">
${figure('AP', fraction(summary.ap), numberName[protocol.profile])}
${figure('AP50', fraction(summary.ap50), 'loose boxes')}
${figure('AP75', fraction(summary.ap75), 'tight boxes')}
${figure(
  'Best F1',
  fraction(best.f1),
  best.score === null ? (best.reason ?? '') : `keep scores from ${scoreFrom(best.score)} up`,
)}
</dl>
`
}

const figure = (name: string, value: string, note: string): Html =>
  html`<div><dt>${name}</dt><dd>${value}</dd><dd class="note">${note}</dd></div>`
