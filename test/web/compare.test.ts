import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { createEvaluating, zipOf } from '../helper/evaluating.ts'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

type Numbers = {
  verdict: string
  metrics: { metric: string; candidate: number; difference: number; interval: { low: number; high: number } }[]
}

describe.skipIf(lacksChromium())('the page that compares', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let ids: { baseline: string; candidate: string; omz: string }
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
    ids = await seed()
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))

  /** Image 2 has a photo, the others have none. */
  async function seed() {
    const api = createEvaluating(server)
    const truth = await api.upload('truth.json', JSON.stringify(comparedTruth))
    const datasetId = (await api.createDataset({ groundTruth: { uploadId: truth }, name: 'pets' })).dataset!.id
    const bytes = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#557755' } })
      .png()
      .toBuffer()
    await api.addPhotos(datasetId, [
      { uploadId: await api.upload('a.zip', await zipOf([{ fileName: '2.jpg', bytes }])) },
    ])
    async function evaluated(name: string, missedCats: number[], profile?: string) {
      const uploadId = await api.upload('results.json', JSON.stringify(foundOf({ missedCats })))
      const input = { datasetId, name, detections: { uploadId }, ...(profile ? { profile } : {}) }
      return (await api.finish((await api.evaluate(input)).evaluation!.id)).id
    }
    return {
      baseline: await evaluated('last week', []),
      candidate: await evaluated('this week', [2, 3, 9, 11]),
      omz: await evaluated('other rules', [], 'OMZ_ACCURACY_CHECKER'),
    }
  }

  async function asked(maxDrop: number): Promise<Numbers> {
    const { data } = await server.graphql<{ compareEvaluations: { comparison: Numbers } }>(
      `query ($baseline: ID!, $candidate: ID!, $maxDrop: Float!) {
        compareEvaluations(baseline: $baseline, candidate: $candidate) { comparison { verdict(maxDrop: $maxDrop)
          metrics { metric candidate difference interval { low high } } } } }`,
      { ...ids, maxDrop },
    )
    return data.compareEvaluations.comparison
  }

  const focused = (page: Page) => page.evaluate<string>('document.activeElement.innerText')
  const signed = (value: number) => `${value < 0 ? '−' : value > 0 ? '+' : ''}${(100 * Math.abs(value)).toFixed(2)}`
  const address = () => `/compare?baseline=${ids.baseline}&candidate=${ids.candidate}`

  test('two evaluations are chosen from an empty address, and their numbers are those of the API', async () => {
    const page = await browser.open(server.url)
    await page.goto('/compare')
    await page.getByRole('heading', { name: 'Choose a baseline and a candidate' }).waitFor()
    await page.getByLabel('Baseline').selectOption(ids.baseline)
    await page.getByLabel('Candidate').selectOption(ids.candidate)
    const { metrics } = await asked(0)
    const ap = metrics.find(({ metric }) => metric === 'AP')!
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'AP', exact: true }) })
    await row.waitFor()
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      ...['100.0', (100 * ap.candidate).toFixed(1), signed(ap.difference), ''],
      ...[`${signed(ap.interval.low)} to ${signed(ap.interval.high)}`, '▼ worse'],
    ])
    const [low, high, at] = await row.evaluate(each => [
      ...[...each.querySelectorAll('line')].slice(-2).map(end => Number.parseFloat(end.getAttribute('x1')!)),
      Number.parseFloat(each.querySelector('svg svg')!.getAttribute('x')!),
    ])
    const { difference, interval } = ap
    expect((at! - low!) / (high! - low!)).toBeCloseTo((difference - interval.low) / (interval.high - interval.low), 5)
    expect(await page.getByText(/^no object has an area of 0 to 1024/).count()).toBe(2)
    expect(new URL(page.url()).searchParams.get('candidate')).toBe(ids.candidate)
    await page.getByRole('button', { name: /^Difference/ }).click()
    await page.reload()
    const ofCategories = page.getByRole('table', { name: 'Differences of categories' })
    await ofCategories.getByRole('columnheader', { name: /^Difference/ }).waitFor()
    expect(await ofCategories.getByRole('rowheader').allInnerTexts()).toEqual(['dog', 'cat'])
    await page.getByLabel('Only those whose interval does not hold 0 (1 of 2)').check()
    expect(await ofCategories.getByRole('rowheader').allInnerTexts()).toEqual(['cat'])
    await page.getByRole('button', { name: 'Swap' }).click()
    await page.getByText('▲ better').first().waitFor()
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('the verdict is that of the API, changes with the drop that is allowed, and is in the address', async () => {
    const page = await browser.open(server.url)
    await page.goto(address())
    const verdict = page.locator('strong', { hasText: /^(PASS|FAIL|INCONCLUSIVE)$/ })
    for (const drop of [0, 20, 100]) {
      await page.getByLabel('May drop by').fill(String(drop))
      await page.getByText(`--max-drop ${drop}`, { exact: false }).waitFor()
      const word = (await asked(drop)).verdict
      await verdict.filter({ hasText: word }).waitFor()
    }
    expect([(await asked(0)).verdict, (await asked(100)).verdict]).toEqual(['FAIL', 'PASS'])
    await page.reload()
    await verdict.filter({ hasText: 'PASS' }).waitFor()
    expect(await page.locator('code').innerText()).toBe(
      `npx fovea compare ${ids.baseline} ${ids.candidate} --max-drop 100`,
    )
    for (const text of ['150', '']) {
      await page.getByLabel('May drop by').fill(text)
      await page.getByText('as a number from 0 to 100').waitFor()
      expect([await verdict.count(), await page.locator('code').innerText()]).toEqual([0, '–'])
    }
    await page.getByLabel('May drop by').fill('35')
    await verdict.filter({ hasText: 'INCONCLUSIVE' }).waitFor()
    await page.getByLabel('Decided by').selectOption('AR 1')
    await verdict.filter({ hasText: 'PASS' }).waitFor()
    await page.getByText('Advanced').click()
    await page.getByLabel('Draws', { exact: true }).fill('200')
    await page.getByRole('button', { name: 'Draw again' }).click()
    await page.getByText('--replicates 200').waitFor()
    expect(await focused(page)).toBe('Draw again')
    await page.goBack()
    await page.getByText('--max-drop 35 --metric ar1', { exact: false }).waitFor()
    expect(await page.getByLabel('Draws', { exact: true }).inputValue()).toBe('1000')
    await page.close()
  })

  test('what cannot be compared says why, and so does what does not exist', async () => {
    const page = await browser.open(server.url)
    await page.goto(`/compare?baseline=${ids.baseline}&candidate=${ids.omz}`)
    const alert = page.getByRole('alert')
    await alert.getByText(/profile \(baseline: PYCOCOTOOLS; candidate: OMZ_ACCURACY_CHECKER\)/).waitFor()
    await page.getByLabel('Candidate').selectOption(ids.candidate)
    await page.getByRole('row').nth(1).waitFor()
    expect(await alert.count()).toBe(0)
    await page.goto(`/compare?baseline=${ids.baseline}&candidate=evl_${'0'.repeat(32)}`)
    await alert.getByText(/candidate/).waitFor()
    await page.close()
  })

  test('an image that became worse opens side by side, by its address too, and the next one by a key', async () => {
    const page = await browser.open(server.url)
    let release = () => {}
    const held = new Promise<void>(done => {
      release = done
    })
    await page.route('**/graphql', async route => {
      const asked: { operationName: string; variables: object } = route.request().postDataJSON()
      if (asked.operationName === 'CompareBetter') await held
      if (asked.operationName !== 'CompareWorse') return route.continue()
      return route.continue({ postData: { ...asked, variables: { ...asked.variables, first: 2 } } })
    })
    await page.goto(`${address()}&minScore=0.1`)
    const cards = page.getByRole('button', { name: /more error/ })
    await cards.first().waitFor()
    expect(await cards.count()).toBe(2)
    await page.getByRole('button', { name: 'Show more' }).press('Enter')
    await cards.nth(3).waitFor()
    expect(await focused(page)).toBe(await cards.nth(2).innerText())
    const sides = page.getByRole('button', { name: /^Candidate is (worse|better)/ })
    expect(await sides.allInnerTexts()).toEqual(['Candidate is worse\n4', 'Candidate is better\n0'])
    await cards.filter({ hasText: '2.jpg' }).first().click()
    const dialog = page.getByRole('dialog', { name: '2.jpg: 2 more errors' })
    const candidate = dialog.getByRole('figure').filter({ hasText: 'Candidate' })
    expect(await candidate.innerText()).toContain('1 found, 1 false positive, 1 missed')
    expect(
      await candidate.getByRole('option').evaluateAll(all => all.map(each => each.getAttribute('aria-label'))),
    ).toEqual(
      expect.arrayContaining(['cat 0.20, takes no object', 'missed: cat', 'dog 0.20, takes an object (IoU 1.00)']),
    )
    await dialog.getByRole('button', { name: 'Missed' }).click()
    expect(await candidate.getByRole('option', { name: 'missed: cat' }).count()).toBe(0)
    await dialog.getByRole('button', { name: 'Previous' }).focus()
    expect(await focused(page)).toBe('Previous')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('dialog', { name: '3.jpg: 2 more errors' }).getByText('No photo has come').first().waitFor()
    await page.reload()
    await page.getByRole('dialog', { name: '3.jpg: 2 more errors' }).waitFor()
    await page.keyboard.press('Escape')
    await sides.last().click()
    await page.locator('[aria-busy=true]').getByText('more errors').first().waitFor()
    release()
    await page.getByText('makes fewer errors on no image').waitFor()
    expect([page.url().includes('image='), page.url().includes('side=better')]).toEqual([false, true])
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('an image whose address was shared opens although it is in no list, at the score of the address', async () => {
    const page = await browser.open(server.url)
    await page.goto(`${address()}&image=4&minScore=0.9`)
    const dialog = page.getByRole('dialog', { name: '4.jpg' })
    await dialog.getByText('0 found, 0 false positives, 2 missed').first().waitFor()
    await page.close()
  })

  test('has no violation that axe-core finds, light and dark, and fits 375 pixels', async () => {
    const page = await browser.open(server.url, { colorScheme: 'light', viewport: { width: 375, height: 740 } })
    await page.goto(address())
    await page.getByText('▼ worse').first().waitFor()
    const card = page.getByRole('button', { name: /more error/ }).first()
    await card.waitFor()
    expect(await axeViolations(page)).toEqual([])
    const overflowing = `[document.documentElement, ...document.querySelectorAll('section')]
      .filter(each => each.scrollWidth > each.clientWidth).map(each => each.id)`
    expect(await page.evaluate(overflowing)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await card.click()
    await page.getByRole('figure').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await axeViolations(page)).toEqual([])
    await page.close()
  })

  test('after one of the two was deleted elsewhere, no verdict is given, and no image is said to be free of errors', async () => {
    const page = await browser.open(server.url)
    await page.goto(`${address()}&metric=AR1&maxDrop=35`)
    await page.getByText('may replace the baseline').waitFor()
    await server.graphql('mutation ($candidate: ID!) { deleteEvaluation(id: $candidate) { deletedId } }', ids)
    await page.getByLabel('May drop by').fill('30')
    await page.getByRole('alert').filter({ hasText: 'The verdict could not be had' }).waitFor()
    await page.getByRole('button', { name: /^Candidate is better/ }).click()
    await page.getByRole('alert').filter({ hasText: 'The images could not be loaded' }).waitFor()
    expect(await page.getByText(/may replace the baseline|errors on no image/).count()).toBe(0)
    await page.close()
  })
})
