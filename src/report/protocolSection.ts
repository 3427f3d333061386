import { areaText } from './explainMetric.ts'
import { count, threshold } from './formatNumber.ts'
import { html } from './html.ts'
import type { ReportData } from './reportData.ts'
import type { Section } from './section.ts'

/** How the numbers were made, so that they can be made again. */
export function protocolSection({ result, files }: ReportData): Section {
  const { protocol } = result
  const { hashes, categories, evaluatedImages } = protocol
  const rows: readonly [string, string][] = [
    ['Evaluator', protocol.evaluator],
    ['Profile', protocol.profile],
    ['IoU thresholds', protocol.iouThresholds.map(threshold).join(', ')],
    ['Caps per image and category', `${protocol.caps.join(', ')} detections`],
    ['Area ranges', protocol.areaRanges.map(range => `${range.name}: ${areaText(range)}`).join('; ')],
    ['Score floor', protocol.scoreFloor === null ? 'none' : String(protocol.scoreFloor)],
    ['Image scope', protocol.imageScope],
    ['Images the detector ran on', evaluatedImages === null ? 'not stated' : count(evaluatedImages.length)],
    ['Categories', categories === null ? 'all' : `${count(categories.length)} chosen`],
    ['Images', count(protocol.images)],
    ['Objects', count(protocol.groundTruths)],
    ['Crowd regions', count(protocol.crowds)],
    ['Detections', count(protocol.detections)],
    ['Ground truth', files.groundTruth],
    ['SHA-256 of the ground truth', hashes.groundTruth ?? 'not given'],
    ['Detections file', files.detections],
    ['SHA-256 of the detections', hashes.detections ?? 'not given'],
  ]
  return {
    id: 'protocol',
    title: 'Protocol',
    body: html`<p class="lede">Two results can be compared when all of this agrees, but for the detections and their counts.</p>
<dl class="protocol">
${rows.map(
  ([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>
`,
)}</dl>`,
  }
}
