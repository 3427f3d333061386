import { createHash } from 'node:crypto'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import type { Finding } from '../../eval/finding.ts'
import { renderReport } from '../../src/report/renderReport.ts'
import type { ReportData } from '../../src/report/reportData.ts'
import { makeReport } from './makeReport.ts'

const hostileNames = [
  '</style></title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "it's & <b>",
  '--> ]]>',
  'שלום',
  'a\u202eb\u0000\ud800',
  'x'.repeat(5000),
  '',
]

/** Every text that comes from outside is hostile. */
function hostileReport(): ReportData {
  const report = makeReport(hostileNames.map((name, id) => ({ id, name })))
  const [title, detections, groundTruth, fileName] = hostileNames as [string, string, string, string]
  return {
    ...report,
    title,
    files: { detections, groundTruth },
    result: {
      ...report.result,
      reasons: { ...report.result.reasons, apSmall: '<script>' },
      warnings: [{ ...suspicion, message: '<i>', hint: '</p>' }],
    },
    images: { ...report.images, worst: [{ ...report.images.worst[0]!, fileName }] },
  }
}

const suspicion: Finding = {
  code: 'BOX_FORMAT_SUSPECT',
  severity: 'SUSPICION',
  message: 'all values <= 1',
  hint: 'Use pixels.',
  count: 1,
}

const withWarnings = (report: ReportData, warnings: readonly Finding[]): ReportData => ({
  ...report,
  result: { ...report.result, warnings },
})

/** All elements of the document, and all attributes. */
function contentsOf(page: string) {
  const elements = new Set<string>()
  const attributes: [string, string][] = []
  const walk = (nodes: Record<string, unknown>[]) => {
    for (const { ':@': own, '#text': _, ...element } of nodes) {
      attributes.push(...Object.entries((own ?? {}) as Record<string, string>))
      for (const [name, children] of Object.entries(element)) {
        elements.add(name)
        walk(children as Record<string, unknown>[])
      }
    }
  }
  const options = { preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseAttributeValue: false }
  walk(new XMLParser(options).parse(page.replace('<!doctype html>', '')))
  return { elements, attributes }
}

/** The text of a page, a cell or block a line. */
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<\/(td|th|dt|dd|p|h1|h2|summary|li|b|i|span)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** The line after the one that is `name`. */
function lineAfter(page: string, name: string): string | undefined {
  const lines = textOf(page)
  return lines[lines.indexOf(name) + 1]
}

test('hostile names add no element, no handler and no address', () => {
  const { elements, attributes } = contentsOf(renderReport(hostileReport()))
  const ordinary = contentsOf(renderReport(withWarnings(makeReport(8), [suspicion])))
  expect([...elements].filter(name => !ordinary.elements.has(name))).toEqual([])
  const names = new Set(ordinary.attributes.map(([name]) => name))
  expect(attributes.filter(([name]) => !names.has(name))).toEqual([])
})

test.each([
  ['ordinary', () => makeReport(80)],
  ['hostile', hostileReport],
  ['with one category', () => makeReport(1)],
  ['without categories', () => makeReport([])],
])('a report that is %s is well-formed', (_, report) => {
  expect(XMLValidator.validate(renderReport(report()).replace('<!doctype html>', ''))).toBe(true)
})

test('the page asks for nothing: no address but those of its own parts', () => {
  const { elements, attributes } = contentsOf(renderReport(makeReport(80)))
  const addresses = attributes.filter(([name]) =>
    /^(src|srcset|href|xlink:href|data|poster|cite|background)$/.test(name),
  )
  expect(addresses.length).toBeGreaterThan(0)
  expect(addresses.filter(([, value]) => !value.startsWith('#'))).toEqual([])
  for (const name of ['script', 'link', 'iframe', 'object', 'img', 'base', 'form']) expect(elements).not.toContain(name)
  expect(renderReport(makeReport(80))).not.toMatch(/https?:|url\(|@import/)
})

test('every address of a part leads to it, and no two parts have one name', () => {
  const { attributes } = contentsOf(renderReport(makeReport(80)))
  const ids = attributes.filter(([name]) => name === 'id').map(([, value]) => value)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [name, value] of attributes) {
    if (name === 'href') expect(ids).toContain(value.slice(1))
    if (name === 'aria-labelledby') expect(ids).toContain(value)
  }
})

test('the policy lets in the one style sheet, by its hash, and nothing else', () => {
  const page = renderReport(makeReport(3))
  const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => css!)
  const hashes = styles.map(css => createHash('sha256').update(css).digest('base64'))
  expect(page).toContain(
    `http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-${hashes[0]}&#39;; `,
  )
  expect(hashes.length).toBe(1)
})

test('the twelve are those of the result, and a null says why', () => {
  const page = renderReport(makeReport(4))
  const [, table] = /<h2 id="summary-title">.*?<tbody>(.*?)<\/tbody>/s.exec(page)!
  const lines = textOf(table!)
  const values = lines.flatMap((line, i) => (/^A[PR]/.test(line) ? [[line, lines[i + 1]]] : []))
  expect(values.slice(0, 12)).toEqual([
    ['AP', '0.402'],
    ['AP50', '0.563'],
    ['AP75', '0.422'],
    ['AP small', 'n/a'],
    ['AP medium', '0.362'],
    ['AP large', '0.442'],
    ['AR at 1', '0.281'],
    ['AR at 10', '0.402'],
    ['AR at 100', '0.483'],
    ['AR small', 'n/a'],
    ['AR medium', '0.442'],
    ['AR large', '0.483'],
  ])
  expect(table!.match(/Not defined: no object has an area of 0 to 1024 square pixels\./g)?.length).toBe(2)
})

test('the table of curves has the mean over categories at each threshold', () => {
  const report = makeReport(4)
  const page = renderReport(report)
  const { curves } = report.result
  for (const [t, name] of [
    [0, '0.50'],
    [5, '0.75'],
    [9, '0.95'],
  ] as const) {
    const aps = curves.map(({ precision }) => precision.slice(t * 101, t * 101 + 101).reduce((a, b) => a + b) / 101)
    expect(lineAfter(page, name), name).toBe((aps.reduce((a, b) => a + b) / aps.length).toFixed(3))
  }
})

test('categories stand in order of AP; those without objects are named apart', () => {
  const report = makeReport(6)
  const page = renderReport(report)
  const rows = [...page.matchAll(/<summary class="row"><bdi>(.*?)<\/bdi>.*?<b>(.*?)<\/b>/gs)].map(([, name, ap]) => [
    name,
    ap,
  ])
  const expected = report.result.perCategory
    .filter(({ groundTruths }) => groundTruths > 0)
    .sort((a, b) => b.ap! - a.ap!)
    .map(({ category, ap }) => [category.name, ap!.toFixed(3)])
  expect(rows).toEqual(expected)
  expect(page).toMatch(/No objects, no AP:<\/strong> 1 category .*<bdi>bus<\/bdi>/s)
})

test('of very many categories the middle is folded, and none is lost', () => {
  const page = renderReport(makeReport(200))
  const [before, after] = page.split('119 categories in between')
  const rows = (part: string) => part.match(/<summary class="row">/g)?.length
  expect([rows(before!), rows(after!.split('</details>\n</details>')[1]!), rows(page)]).toEqual([40, 40, 199])
})

test('recall at a cap that is not among the twelve has a line of its own', () => {
  const report = makeReport(3)
  const recallByCap = [...report.result.recallByCap, { cap: 300, ar: 0.5125 }]
  const page = renderReport({ ...report, result: { ...report.result, recallByCap } })
  expect(lineAfter(page, 'AR at 300')).toBe('0.512')
  expect(lineAfter(renderReport(report), 'AR at 300')).not.toBe('0.512')
})

test('a category whose objects all lie outside every area has no curve, and spoils no mean', () => {
  const report = makeReport(4)
  const { result } = report
  const [outside] = result.curves
  const curves = [{ ...outside!, precision: outside!.precision.map(() => NaN) }, ...result.curves.slice(1)]
  const perCategory = result.perCategory.map((category, i) => (i === 0 ? { ...category, ap: null } : category))
  const page = renderReport({ ...report, result: { ...result, curves, perCategory } })
  expect(page).not.toContain('NaN')
  expect(page).toContain('mean over 2 categories')
})

test('warnings come before every number, the gravest first', () => {
  const warning: Finding = { code: 'DEFAULTED_FIELDS', severity: 'WARNING', message: 'area absent', count: 1 }
  const lines = textOf(renderReport(withWarnings(makeReport(3), [warning, suspicion])))
  const at = (line: string) => lines.indexOf(line)
  const first = at('Likely a mistake. all values &lt;= 1 Use pixels. BOX_FORMAT_SUSPECT')
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(at('Warning. area absent DEFAULTED_FIELDS'))
  expect(at('Warning. area absent DEFAULTED_FIELDS')).toBeLessThan(at('AP'))
})

test('without warnings there is no place for them', () => {
  expect(renderReport(makeReport(3))).not.toContain('Before you trust')
})

test('errors are shown with what they cost and how many there are', () => {
  const page = renderReport(makeReport(3))
  const row = /<th scope="row">Poor box<\/th>.*?<\/tr>/s.exec(page)![0]
  expect(textOf(row)).toEqual(['Poor box', '+0.073', '300', 'right category, but IoU only 0.10 to 0.50'])
})

test('an error breakdown that is not defined says why', () => {
  const report = makeReport(3)
  const page = renderReport({ ...report, errors: { ...report.errors, ap: null, reason: 'there is no object' } })
  expect(page).toContain('Not defined: there is no object.')
})

test('a cell of the confusion matrix says in words what it counts', () => {
  const categories = [
    { id: 1, name: 'cat' },
    { id: 2, name: 'dog' },
  ]
  const counts = Uint32Array.from([30, 8, 2, 0, 9, 1, 4, 0, 0])
  const page = renderReport(
    makeReport(categories, { confusion: { categories, counts, minScore: 0.4, iou: 0.5, excused: 3 } }),
  )
  const titles = [...page.matchAll(/<path d="[^"]*"><title>(.*?)<\/title>/g)].map(([, title]) => title)
  expect(titles).toEqual([
    'cat: 30 of 40 (75%) right',
    'cat taken for dog: 8 of 40 (20%)',
    'cat missed: 2 of 40 (5%)',
    'dog: 9 of 10 (90%) right',
    'dog missed: 1 of 10 (10%)',
    'cat where nothing is: 4',
  ])
  expect(page).toContain('3 detections on crowds are left out.')
})

test('categories of one name are still told apart in the confusion matrix', () => {
  const categories = [
    { id: 1, name: 'cat' },
    { id: 2, name: 'cat' },
  ]
  const counts = Uint32Array.from([0, 8, 0, 0, 0, 0, 0, 0, 0])
  const page = renderReport(
    makeReport(categories, { confusion: { categories, counts, minScore: 0.4, iou: 0.5, excused: 0 } }),
  )
  expect(page).toMatch(/<g class="wrong s4"><path [^>]*><title>cat taken for cat: 8 of 8 \(100%\)</)
})

test('the worst images are listed with their counts, by id where they have no file name', () => {
  const report = makeReport(3)
  const worst = [{ imageId: 7, fileName: '', truePositives: 3, falsePositives: 12, misses: 9 }]
  const page = renderReport({ ...report, images: { ...report.images, worst } })
  const row = /<th scope="row">image 7<\/th>.*?<\/tr>/s.exec(page)![0]
  expect(textOf(row)).toEqual(['image 7', '21', '12', '9', '3'])
})

test('the protocol is there with its hashes, and says which was not given', () => {
  const page = renderReport(makeReport(3))
  expect(lineAfter(page, 'SHA-256 of the ground truth')).toBe('0f'.repeat(32))
  expect(lineAfter(page, 'SHA-256 of the detections')).toBe('not given')
  expect(lineAfter(page, 'Area ranges')).toBe(
    'all: any area; small: area up to 32² px; medium: area 32² to 96² px; large: area from 96² px up',
  )
})

test.each([
  [80, 600_000],
  [1200, 3_000_000],
])('with %i categories of many objects the file stays below %i bytes', (categories, limit) => {
  expect(Buffer.byteLength(renderReport(makeReport(categories)))).toBeLessThan(limit)
})

test('the same values give the same bytes', () => {
  expect(renderReport(makeReport(5))).toBe(renderReport(makeReport(5)))
})
