import { categoriesSection } from './categoriesSection.ts'
import { confusionSection } from './confusionSection.ts'
import { contentPolicy } from './contentPolicy.ts'
import { curvesSection } from './curvesSection.ts'
import { errorsSection } from './errorsSection.ts'
import { headline } from './headline.ts'
import { html, styleElement, toText } from './html.ts'
import { imagesSection } from './imagesSection.ts'
import { axes } from './plotPrecision.ts'
import { protocolSection } from './protocolSection.ts'
import type { ReportData } from './reportData.ts'
import { sectionElement } from './section.ts'
import { styleSheet } from './styleSheet.ts'
import { summarySection } from './summarySection.ts'

/**
 * A result as one HTML document that needs nothing else: charts are SVG, there is no script, it asks no host for
 * anything. The same values give the same bytes. It is well-formed XML too.
 */
export function renderReport(report: ReportData): string {
  const sections = [
    summarySection(report),
    curvesSection(report),
    categoriesSection(report),
    confusionSection(report),
    errorsSection(report),
    imagesSection(report),
    protocolSection(report),
  ]
  return toText(html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<meta name="referrer" content="no-referrer"/>
<title>${report.title}</title>
${styleElement(styleSheet)}
</head>
<body>
${axes}
<main>
${headline(report)}
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
${sections.map(sectionElement)}</main>
</body>
</html>
`).replace(/^/, '<!doctype html>\n')
}
