import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toNodeId } from '../../src/graphql/nodeId.ts'
import { createEvaluating } from '../helper/evaluating.ts'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { openWildcats } from '../insight/openWildcats.ts'

describe.skipIf(lacksChromium())('the page of an evaluation', () => {
  let wildcats: Awaited<ReturnType<typeof openWildcats>>
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let evaluation: string
  let path: string
  beforeAll(async () => {
    ;[wildcats, browser] = await Promise.all([openWildcats(), openBrowser()])
    const photo = sharp({ create: { width: 200, height: 100, channels: 3, background: '#7a8699' } })
    const file = { fileName: '10.png', bytes: await photo.png().toBuffer() }
    const datasetId = toNodeId('Dataset', wildcats.datasetId)
    await createEvaluating(wildcats.server).addPhotos(datasetId, [{ upload: null }], { 'input.images.0.upload': file })
    evaluation = await wildcats.evaluate()
    path = `/evaluations/${toNodeId('Evaluation', evaluation)}`
  })
  afterAll(() => Promise.all([wildcats.close(), browser.close()]))

  /** What the field of the evaluation's result gives. */
  const ask = async <Value>(field: string): Promise<Value> =>
    Object.values(await wildcats.result<Record<string, Value>>(evaluation, field))[0]!

  const points = (value: number | null) => (value === null ? '–' : (100 * value).toFixed(1))

  test('has the numbers that the API gives, and why one is missing', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(path)
    const summary = await ask<Record<string, number | null>>(
      'summary { ap ap50 ap75 apSmall apMedium apLarge ar1 ar10 ar100 arSmall arMedium arLarge }',
    )
    const numbers = page.getByRole('region', { name: 'The numbers' })
    await numbers.getByText('AP50', { exact: true }).waitFor()
    const shown = await numbers.locator('dt + dd').allTextContents()
    expect(shown.slice(0, 12)).toEqual(Object.values(summary).map(points))
    expect(shown.slice(12)).toEqual(['5', '4', '1', '6'])
    const { undefinedMetrics } = await ask<{ undefinedMetrics: { reason: string }[] }>(
      'summary { undefinedMetrics { reason } }',
    )
    expect(await numbers.getByText(undefinedMetrics[0]!.reason).count()).toBeGreaterThan(0)
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('sorts categories by the header that is pressed, and keeps the order in the address', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(path)
    const table = page.getByRole('table', { name: 'The numbers of each category' })
    const names = () => table.locator('tbody th').allTextContents()
    await table.waitFor()
    expect(await names()).toEqual(['cat', 'wildcat'])
    const rows = await ask<Record<string, number | null>[]>('perCategory { ap ap50 ar100 }')
    const shown = await table.locator('tbody td:nth-child(-n+4)').allTextContents()
    expect(shown).toEqual(rows.flatMap(row => Object.values(row).map(points)))
    await table.getByRole('button', { name: 'Category' }).click()
    await table.getByRole('button', { name: 'Category' }).click()
    expect(await names()).toEqual(['wildcat', 'cat'])
    await page.reload()
    await table.waitFor()
    expect(await names()).toEqual(['wildcat', 'cat'])
    await page.close()
  })

  test('tells at a point of a chosen category’s curve the score that the API gives at this recall', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(path)
    await page.locator('#curves').scrollIntoViewIfNeeded()
    await page.getByRole('row', { name: /wildcat not reached/ }).waitFor()
    await page.getByRole('button', { name: 'cat', exact: true }).click()
    const curves = page.getByRole('region', { name: 'Precision and recall' })
    const chart = curves.getByRole('slider', { name: 'Recall on the curves' })
    await curves.getByRole('row', { name: /^wildcat/ }).waitFor({ state: 'detached' })
    await curves.getByRole('row', { name: /^cat/ }).waitFor()
    const curve = await ask<{ precision: number; score: number | null }[]>(
      'precisionRecall(category: "cat") { precision score }',
    )
    const told = (at: number) =>
      `cat precision ${curve[at]!.precision.toFixed(2)} from score ${curve[at]!.score!.toFixed(3)} up`

    await chart.focus()
    await page.keyboard.press('Home')
    expect(await chart.getAttribute('aria-valuetext')).toContain(told(0))
    await page.keyboard.press('End')
    expect(await chart.getAttribute('aria-valuetext')).toContain(told(100))
    // The first of two cats is found up to recall 0.5.
    for (const key of ['Home', 'PageUp', 'PageUp', 'PageUp', 'PageUp', 'PageUp']) await page.keyboard.press(key)
    expect(await chart.getAttribute('aria-valuetext')).toContain(told(50))
    await page.keyboard.press('ArrowRight')
    expect(await chart.getAttribute('aria-valuetext')).toContain(told(51))
    expect(told(50)).not.toBe(told(51))

    const box = (await chart.boundingBox())!
    // The axes leave 48 pixels on the left and 14 on the right.
    await page.mouse.move(box.x + 48 + 0.25 * (box.width - 62), box.y + 40)
    expect(await chart.getAttribute('aria-valuenow')).toBe('25')
    expect(await chart.getAttribute('aria-valuetext')).toContain(told(25))
    expect(new URL(page.url()).search).toBe('?category=3')
    await page.close()
  })

  test('tells cells of the matrix by arrow keys, and opens exactly the images behind one', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(`${path}#confusion`)
    const matrix = page.getByRole('listbox', { name: /Confusion matrix/ })
    const told = () => matrix.getByRole('option').getAttribute('aria-label')
    await matrix.waitFor()
    await matrix.focus()
    expect(await told()).toBe('2 × cat found as it is')
    await page.keyboard.press('ArrowDown')
    expect(await told()).toBe('1 × wildcat taken for cat')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await told()).toBe('1 × wildcat missed')
    await page.keyboard.press('Enter')

    const dialog = page.getByRole('dialog', { name: 'Wildcat missed' })
    await dialog.getByText('40.png · 1 pair').waitFor()
    const { nodes } = await ask<{ nodes: { image: { fileName: string } }[] }>(
      'confusedImages(actual: "wildcat", first: 100) { nodes { image { fileName } } }',
    )
    const titles = await dialog.getByRole('listitem').locator('span').filter({ hasText: '·' }).allTextContents()
    expect(titles.map(title => title.split(' ')[0])).toEqual(nodes.map(({ image }) => image.fileName))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await matrix.evaluate(element => element === document.activeElement)).toBe(true)
    await page.close()
  })

  test('has the matrix at the score of a slider, in the address too', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(`${path}?background=true#confusion`)
    const confusion = page.getByRole('region', { name: 'Which category is taken for which' })
    const cells = () => confusion.getByRole('listitem').allTextContents()
    await confusion.getByText('wildcat taken for cat').first().waitFor()
    expect((await cells()).join()).not.toContain('cat detected where nothing is,')
    await confusion.getByRole('slider', { name: 'Score from' }).fill('0.4')
    await confusion.getByRole('button', { name: '1 × cat detected where nothing is', exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('minScore')).toBe('0.4')
    await confusion.getByRole('slider', { name: 'IoU from' }).fill('0.6')
    await page.waitForURL(url => url.searchParams.get('iou') === '0.6')
    expect(new URL(page.url()).searchParams.get('minScore')).toBe('0.4')
    await page.goto(`${path}?actual=99&predicted=3`)
    await page.getByRole('dialog').getByRole('alert').getByText('99').waitFor()
    expect(await page.getByText('No image has such a pair').count()).toBe(0)
    await page.close()
  })

  test('opens an image by its address, goes on by keys, and hides what is switched off', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(`${path}?image=10&order=FILE_ID`)
    const dialog = page.getByRole('dialog', { name: '10.png' })
    const boxes = dialog.getByRole('option')
    await boxes.first().waitFor()
    expect(
      await dialog.getByRole('img', { name: '10.png' }).evaluate(image => (image as HTMLImageElement).src),
    ).toContain('/images/')
    const found = await boxes.count()
    await dialog.getByRole('button', { name: /^Missed/ }).click()
    expect(await boxes.count()).toBe(found - 1)
    await page.keyboard.press('ArrowRight')
    await page.getByRole('dialog', { name: '20.png' }).getByText('1 found, 0 false positives, 0 missed').waitFor()
    await page.getByText('This image has no photo').waitFor()
    expect(new URL(page.url()).searchParams.get('image')).toBe('20')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(new URL(page.url()).searchParams.has('image')).toBe(false)
    await page.close()
  })

  test('works out by which rules the number would be another', async () => {
    const page = await browser.open(wildcats.server.url)
    await page.goto(`${path}#errors`)
    const costs = page.getByRole('region', { name: 'What errors cost' }).getByRole('row')
    await costs.nth(8).waitFor()
    type Cost = { count: number; deltaAp: number }
    const { errors, falsePositives, falseNegatives } = await ask<
      Record<'falsePositives' | 'falseNegatives', Cost> & { errors: Cost[] }
    >('errorBreakdown { errors { count deltaAp } falsePositives { count deltaAp } falseNegatives { count deltaAp } }')
    expect((await costs.locator('td').allTextContents()).map(text => text.replace('+', ''))).toEqual(
      [...errors, falsePositives, falseNegatives].flatMap(({ count, deltaAp }) => [points(deltaAp), String(count)]),
    )
    await page.locator('#why').scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'Work it out' }).click()
    const why = page.getByRole('region', { name: 'Another tool reports another number?' })
    const table = why.getByRole('table')
    await table.waitFor()
    expect(await why.getByRole('status').evaluate(status => status === document.activeElement)).toBe(true)
    const { effects, ...profiles } = await ask<{
      pycocotools: number
      omzAccuracyChecker: number
      effects: { to: string; ap: number | null }[]
    }>('protocolEffects { pycocotools omzAccuracyChecker effects { to ap } }')
    expect(await table.locator('tbody th').allTextContents()).toEqual(effects.map(({ to }) => to))
    expect(await table.locator('tbody td:nth-child(3)').allTextContents()).toEqual(effects.map(({ ap }) => points(ap)))
    expect(await why.locator('dd').allTextContents()).toEqual(Object.values(profiles).map(points))
    await page.close()
  })

  test('has no violation that axe-core finds, light and dark, and is not wider than a phone', async () => {
    const page = await browser.open(wildcats.server.url, { colorScheme: 'light' })
    await page.goto(`${path}?category=3&category=5`)
    for (const [section, content] of [
      ['categories', 'table'],
      ['curves', '[role=slider] circle'],
      ['confusion', '[role=listbox]'],
      ['errors', 'table'],
      ['images', 'img'],
    ]) {
      await page.locator(`#${section}`).scrollIntoViewIfNeeded()
      await page.locator(`#${section} ${content}`).first().waitFor({ state: 'attached' })
    }
    expect(await axeViolations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)))
    expect(await axeViolations(page)).toEqual([])
    await page.setViewportSize({ width: 375, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
    await page.getByRole('button', { name: /^10\.png/ }).click()
    await page.getByRole('dialog').getByRole('option').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.close()
  })

  test('follows one that is not done until its numbers are there, and says why there are none', async () => {
    const page = await browser.open(wildcats.server.url)
    const queued = await wildcats.evaluate({ isWorked: false, imageScope: 'EVALUATED_ONLY' })
    const failing = await wildcats.evaluate({ isWorked: false, profile: 'OMZ_ACCURACY_CHECKER' })
    await page.goto(`/evaluations/${toNodeId('Evaluation', queued)}`)
    await page.getByText('Waiting for a worker').waitFor()
    await wildcats.lab.work(queued)
    await page.getByRole('heading', { name: 'The numbers' }).waitFor()

    await wildcats.server.sql(
      `UPDATE evaluation SET status = 'FAILED', error_code = 'EVALUATION_FAILED', error_message = 'It broke thrice.'
       WHERE id = $1`,
      [failing],
    )
    await page.goto(`/evaluations/${toNodeId('Evaluation', failing)}`)
    await page.getByText('It broke thrice.').waitFor()
    expect(await page.getByRole('heading', { name: 'The numbers' }).count()).toBe(0)
    await page.goto('/evaluations/evl_nothing')
    await page.getByRole('heading', { level: 1, name: 'No such evaluation' }).waitFor()
    await page.close()
  })

  test('goes with its numbers when that is confirmed', async () => {
    const page = await browser.open(wildcats.server.url)
    const id = toNodeId('Evaluation', await wildcats.evaluate())
    await page.goto(`/evaluations/${id}`)
    // One on the evaluated images alone cannot be compared with it.
    const compare = page.getByRole('link', { name: 'Compare', exact: true })
    const baseline = toNodeId('Evaluation', evaluation)
    expect(await compare.getAttribute('href')).toBe(`/compare?baseline=${baseline}&candidate=${id}`)
    expect(await page.getByLabel('Compare with').getByRole('option').count()).toBe(1)
    await page.getByRole('button', { name: 'Delete …' }).click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    expect(await page.getByRole('button', { name: 'Delete …' }).evaluate(it => it === document.activeElement)).toBe(
      true,
    )
    await page.getByRole('button', { name: 'Delete …' }).click()
    await page.getByRole('button', { name: 'Delete the evaluation' }).click()
    await page.getByRole('heading', { level: 1, name: 'Evaluations' }).waitFor()
    await page.getByText(/^Deleted .+\.$/).waitFor()
    const { data } = await wildcats.server.graphql(`{ evaluation(id: "${id}") { id } }`)
    expect(data).toEqual({ evaluation: null })
    await page.close()
  })
})
