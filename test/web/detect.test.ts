import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const scene = (number: number) => `demo/scenes/${String(number).padStart(6, '0')}.jpg`

type Shown = { image: { name: string }; detections: { category: string; score: number; box: object }[] }

/** Drops files on the body of the page, or pastes them, as a browser would. */
async function hand(page: Page, way: 'drop' | 'paste', paths: string[]) {
  const files = await Promise.all(
    paths.map(async path => ({ name: basename(path), base64: (await readFile(path)).toString('base64') })),
  )
  const data = await page.evaluateHandle(files => {
    const data = new DataTransfer()
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0))
      data.items.add(new File([bytes], name, { type: 'image/jpeg' }))
    }
    return data
  }, files)
  if (way === 'drop') await page.locator('body').dispatchEvent('drop', { dataTransfer: data })
  else
    await page.evaluate(
      data => document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })),
      data,
    )
}

/** @param text from its beginning: `0 of 2 photos done` is not `2 photos done` */
const summary = (page: Page, text: string | RegExp) =>
  page
    .getByRole('status')
    .filter({ hasText: typeof text === 'string' ? new RegExp(`^${text}`) : text })
    .waitFor()
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement === document.body ? 'nothing' : (activeElement?.ariaLabel ?? activeElement?.textContent ?? '')
  })
const card = (page: Page, name: string) => page.getByRole('article', { name })
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

describe.skipIf(lacksChromium())('the page Detect', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let page: Awaited<ReturnType<typeof browser.open>>
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))

  beforeEach(async () => {
    page = await browser.open(server.url, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.goto('/')
    await page.getByText('The demo model is at work').waitFor()
  })
  afterEach(() => page.context().close())

  test('shows boxes with their names after a drop, a paste and a choice, and keeps the photos when one goes elsewhere', async () => {
    await hand(page, 'drop', [scene(26), scene(2)])
    await summary(page, '2 photos done')
    await hand(page, 'paste', [scene(42)])
    await summary(page, '3 photos done')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([scene(48)])
    await summary(page, '4 photos done')

    const panda = card(page, '000026.jpg')
    await panda.scrollIntoViewIfNeeded()
    const light = panda.getByRole('option', { name: /traffic light 0\.9\d/ })
    await light.hover()
    await panda.getByText('traffic light').nth(1).waitFor()
    expect(await panda.getByRole('listitem').allTextContents()).toContain('traffic light0.97')
    await panda.getByText(/^4 objects · demo · \d+ ms$/).waitFor()
    await page.getByText('by the demo model, which knows drawings').waitFor()

    await panda.getByRole('link', { name: 'History' }).click()
    await page.waitForURL('**/history/*')
    await page.goBack()
    await summary(page, '4 photos done')
    expect(page.troubles).toEqual([])
  })

  test('moves the score and chooses categories without asking the server, keeps both in the address, and copies what is shown', async () => {
    await hand(page, 'drop', [scene(26), scene(39)])
    await summary(page, '2 photos done, 12 objects')
    const asked: string[] = []
    page.on('request', request => {
      if (['fetch', 'xhr'].includes(request.resourceType())) asked.push(request.url())
    })
    await page.getByRole('slider', { name: 'Score' }).fill('0.3')
    await summary(page, /done, (1[3-9]|[2-9]\d) objects/)
    await page.waitForURL('**/?minScore=0.3')
    await page.getByRole('button', { name: /^stop sign/ }).click()
    await page.getByRole('button', { name: /^traffic light/ }).click()
    await page.waitForURL('**/?minScore=0.3&category=stop+sign&category=traffic+light')
    await page.getByRole('button', { name: 'Copy all as JSON' }).click()
    const shown = JSON.parse(await clipboard(page)) as Shown[]
    expect(shown.map(({ image }) => image.name)).toEqual(['000026.jpg', '000039.jpg'])
    const found = shown.flatMap(({ detections }) => detections)
    expect(new Set(found.map(({ category }) => category))).toEqual(new Set(['stop sign', 'traffic light']))
    await summary(page, `2 photos done, ${found.length} objects`)

    await page.getByRole('button', { name: 'Copy all as GraphQL' }).click()
    const all = await clipboard(page)
    await card(page, '000039.jpg').getByRole('button', { name: 'Copy as GraphQL' }).click()
    const query = await clipboard(page)
    expect(asked).toEqual([])
    // As at an address of http in a network.
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await card(page, '000039.jpg').getByRole('button', { name: 'Copy as GraphQL' }).click()
    const field = page.getByRole('dialog').getByLabel('Text to be copied')
    await expect.poll(() => field.evaluate((field: HTMLTextAreaElement) => field.selectionEnd)).toBe(query.length)
    expect(await field.inputValue()).toBe(query)
    await page.keyboard.press('Escape')

    type Answered = { detections: { category: { name: string }; score: number; box: object }[] }
    const flat = ({ detections }: Answered) => detections.map(each => ({ ...each, category: each.category.name }))
    const { photo1 } = (await server.graphql(query)).data as { photo1: Answered }
    expect(flat(photo1)).toEqual(shown[1]!.detections)
    const stored = Object.values((await server.graphql(all)).data as Record<string, Answered>)
    expect(stored.map(flat)).toEqual(shown.map(({ detections }) => detections))

    await page.reload()
    await hand(page, 'drop', [scene(26), scene(39)])
    await summary(page, `2 photos done, ${found.length} objects`)
    expect(page.troubles).toEqual([])
  })

  test('can be used by the keyboard alone, from an example to boxes, a score, a category, a copy and a removal', async () => {
    async function tabTo(name: RegExp) {
      for (let steps = 0; steps < 60; steps += 1) {
        await page.keyboard.press('Tab')
        if (name.test(await focused(page))) return
      }
      throw new Error(`Expected that Tab reaches ${name}.`)
    }
    await tabTo(/^Detect a cat/)
    await page.keyboard.press('Enter')
    await summary(page, '1 photo done, 5 objects')
    await tabTo(/^Copy all as GraphQL/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    for (let steps = 0; steps < 10; steps += 1) await page.keyboard.press('ArrowLeft')
    await page.waitForURL('**/?minScore=0.4')
    await tabTo(/^cat/)
    await page.keyboard.press('Space')
    await page.waitForURL('**/?minScore=0.4&category=cat')
    await tabTo(/^Boxes on cat.jpg/)
    await page.keyboard.press('ArrowRight')
    const active = await page.evaluate(() => document.activeElement!.getAttribute('aria-activedescendant')!)
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-label')).toMatch(/^cat 0\.7\d$/)
    await tabTo(/^Copy as JSON/)
    await page.keyboard.press('Enter')
    await page.getByText('Copied').waitFor()
    const { detections } = JSON.parse(await clipboard(page)) as Shown
    expect(detections.map(({ category }) => category)).toContain('cat')
    await tabTo(/^Remove$/)
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('Detect')
    expect(page.troubles).toEqual([])
  })

  test('tells why a broken photo failed beside a good one, names files that it does not take, and tries again on request', async () => {
    const bytes = await readFile(scene(26))
    const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer })
    const input = page.locator('input[type=file]').first()
    await input.setInputFiles([
      jpeg('good.jpg', bytes),
      jpeg('broken.jpg', bytes.subarray(0, 3000)),
      { name: 'scan.pdf', mimeType: 'application/pdf', buffer: bytes },
    ])
    await summary(page, '1 of 2 photos done, 4 objects, 1 failed')
    await card(page, 'broken.jpg').getByText('Failed:').waitFor()
    const refused = page.getByRole('status').filter({ hasText: '1 file not taken' })
    await refused.getByText('scan.pdf').waitFor()
    await refused.getByRole('button', { name: 'Dismiss' }).click()
    expect(await focused(page)).toBe('Detect')

    await page.route('**/uploads/*', route => route.abort())
    await input.setInputFiles([jpeg('late.jpg', await readFile(scene(2)))])
    await card(page, 'late.jpg').getByText('The server does not answer.').waitFor()
    await page.unroute('**/uploads/*')
    await card(page, 'late.jpg').getByRole('button', { name: 'Try again' }).click()
    expect(await focused(page)).toBe('late.jpg')
    await summary(page, '2 of 3 photos done')
    await page.getByRole('button', { name: 'Try the failed one again' }).click()
    expect(await focused(page)).toBe('Photos')
    await card(page, 'late.jpg').getByRole('button', { name: 'Remove' }).click()
    expect([
      await focused(page),
      await page.evaluate(() => document.activeElement!.closest('article')!.innerText),
    ]).toEqual(['Remove', expect.stringContaining('good.jpg')])
  })

  test('waits and goes on by itself where the server has no room', async () => {
    let asked = 0
    await page.route('**/graphql', async route => {
      if (!route.request().postData()?.includes('DetectPhoto')) return route.continue()
      asked += 1
      if (asked > 1) return route.continue()
      const errors = [{ message: 'The queue is full.', extensions: { code: 'OVERLOADED' } }]
      return route.fulfill({ status: 503, headers: { 'retry-after': '1' }, json: { errors, data: null } })
    })
    await hand(page, 'drop', [scene(26)])
    await card(page, '000026.jpg').getByText('The server is busy').waitFor()
    await summary(page, '1 photo done')
  })

  test('uses the model that is chosen, keeps it in the address, and tells what the server says where it has gone since', async () => {
    await page.route('**/graphql', async route => {
      if (!route.request().postData()?.includes('query Models')) return route.continue()
      const response = await route.fetch()
      const { data } = (await response.json()) as { data: { models: object[] } }
      const other = { ...data.models[0], id: 'other', name: 'other', isDefault: false }
      return route.fulfill({ response, json: { data: { models: [...data.models, other] } } })
    })
    await page.reload()
    await page.getByRole('button', { name: 'Use other' }).click()
    expect(await focused(page)).toBe('Detect')
    await page.waitForURL('**/?model=other')
    await page.getByText('The demo model is at work').waitFor({ state: 'detached' })
    await hand(page, 'drop', [scene(26)])
    await card(page, '000026.jpg')
      .getByText(/Expected the name of a model/)
      .waitFor()
    await page.getByRole('combobox', { name: 'Model' }).selectOption('demo')
    await card(page, '000026.jpg').getByRole('button', { name: 'Try again' }).click()
    await summary(page, '1 photo done')
    await page.getByRole('combobox', { name: 'Model' }).selectOption('other')
    await page.getByRole('button', { name: 'Detect again with other' }).click()
    expect(await focused(page)).toBe('Photos')
    await card(page, '000026.jpg')
      .getByText(/Expected the name of a model/)
      .waitFor()
    await card(page, '000026.jpg')
      .getByRole('option', { name: /^traffic light/ })
      .waitFor()
  })

  test('has no violation that axe-core finds with results, in light and dark, and fits into 320 pixels', async () => {
    await hand(page, 'drop', [scene(26), scene(39), scene(60)])
    await summary(page, '3 photos done')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeViolations(page)).toEqual([])
    }
    // 320 less a scrollbar, which is not there in a window that nobody sees
    for (const width of [375, 305]) {
      await page.setViewportSize({ width, height: 740 })
      await page.getByRole('article').getByRole('option').first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
    expect(await axeViolations(page)).toEqual([])
  })
})
