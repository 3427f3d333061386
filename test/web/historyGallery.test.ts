import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { scene } from '../helper/scene.ts'
import { seedHistory } from '../helper/seedHistory.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const person = 1
const dog = 18

const patient = { timeout: 20_000 }

describe.skipIf(lacksChromium())('the gallery of the history', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer({ FOVEA_WORKER: '0' }), openBrowser()])
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))

  /** A window at an address of the page; images that are seeded have no bytes, and get the ones of a scene. */
  async function open(path: string, options: Parameters<typeof browser.open>[1] = {}) {
    const page = await browser.open(server.url, options)
    await page.route(/\/images\//, route => route.fulfill({ contentType: 'image/jpeg', body: scene(1) }))
    await page.goto(path)
    const tiles = page.getByRole('list', { name: 'Images' }).getByRole('link')
    return { page, tiles, hrefs: () => tiles.evaluateAll(links => links.map(link => link.getAttribute('href'))) }
  }

  test('says where to begin while nothing is stored, and does not offer to filter it', async () => {
    const { page } = await open('/history')
    await page.getByRole('link', { name: 'Detect objects in a photo' }).waitFor()
    await page.getByText('0 images.').waitFor()
    expect(await page.getByRole('combobox', { name: 'Category' }).count()).toBe(0)
    await page.context().close()
  })

  describe('of 150 images', () => {
    beforeAll(async () => {
      const days = (day: string, count: number) =>
        Array.from({ length: count }, (_, at) => `${day}T10:00:${String(at % 60).padStart(2, '0')}.${at}Z`)
      await seedHistory(server, days('2026-11-01', 100), [[person, 0.9]])
      await seedHistory(server, days('2026-11-03', 30), [[dog, 0.8]])
      await seedHistory(server, days('2026-11-04', 20), [[dog, 0.3]])
    })

    test('a category found by typing filters it, and the address shows the same images in another window', async () => {
      const { page, tiles, hrefs } = await open('/history', { timezoneId: 'America/Los_Angeles' })
      await page.getByText('150 images.').waitFor()
      await page.getByRole('combobox', { name: 'Category' }).fill('do')
      // Beside the names, where the list's bar would be.
      await page.getByRole('listbox', { name: 'Categories' }).click({ position: { x: 2, y: 2 } })
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await page.getByText('30 images with a dog of score 0.50 or more.').waitFor()
      await page.getByRole('slider', { name: 'Score from' }).fill('0.2')
      await page.getByText('50 images with a dog of score 0.20 or more.').waitFor()
      await page.getByRole('heading', { name: 'What was found, of score 0.20 or more' }).waitFor()
      await tiles.first().getByText('dog', { exact: true }).waitFor()
      await page.getByLabel('To day').focus()
      await page.keyboard.type('11032026')
      await page.getByText('30 images with a dog of score 0.20 or more, detected up to Nov 3, 2026.').waitFor()
      await tiles.first().waitFor()
      expect(new URL(page.url()).search).toBe('?category=dog&minScore=0.2&until=2026-11-04T08%3A00%3A00Z')

      const other = await open(page.url(), { timezoneId: 'UTC' })
      await other.page.getByText(/^30 images with a dog .*, detected before Nov 4, 2026, 8:00.AM.$/).waitFor()
      await other.tiles.first().waitFor()
      expect(await other.hrefs()).toEqual(await hrefs())
      await other.page.getByRole('button', { name: 'Clear filters' }).click()
      await other.page.getByText('150 images.').waitFor()
      expect(new URL(other.page.url()).search).toBe('')
      expect([...page.troubles, ...other.page.troubles]).toEqual([])
      await Promise.all([page.context().close(), other.page.context().close()])
    })

    test('it goes on to the last image with few tiles in the page, and Back from an image leads to where it was', async () => {
      const { page, tiles } = await open('/history')
      await tiles.first().waitFor()
      const last = page.locator('li[aria-posinset="150"] a')
      await expect
        .poll(async () => {
          await page.evaluate('window.scrollTo(0, document.body.scrollHeight)')
          return last.count()
        }, patient)
        .toBe(1)
      expect(await tiles.count()).toBeLessThan(80)
      expect(await page.locator('li[aria-posinset="151"]').count()).toBe(0)
      await last.scrollIntoViewIfNeeded()
      const place = await page.evaluate(() => window.scrollY)
      expect(place).toBeGreaterThan(2000)

      await last.click()
      await page.getByRole('heading', { level: 2, name: 'Runs' }).waitFor()
      expect(await page.evaluate(() => window.scrollY)).toBe(0)
      await page.goBack()
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('href')), patient)
        .toMatch(/^\/history\/img/)
      expect(await page.evaluate(() => window.scrollY)).toBe(place)
      expect(await last.evaluate(link => link === document.activeElement)).toBe(true)
      await page.context().close()
    })

    test('a bar and a column of the charts filter by what they stand for, and Today by the day of the reader', async () => {
      const { page } = await open('/history', { timezoneId: 'America/Los_Angeles' })
      await page.clock.setFixedTime('2026-11-05T01:00:00Z')
      await page.getByRole('list', { name: 'Detections by category' }).getByRole('button', { name: /^dog/ }).click()
      await page.getByText('30 images with a dog of score 0.50 or more.').waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).click()
      const columns = page.getByRole('group', { name: 'Detections over time' })
      await columns.getByRole('button', { name: 'Nov 2, 2026: 0 detections' }).waitFor()
      await columns.getByRole('button', { name: 'Nov 3, 2026: 30 detections' }).focus()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Enter')
      await page.getByText(/^100 images .*, detected from Oct 31, 2026, 5:00.PM to Nov 1, 2026, 4:00.PM.$/).waitFor()
      expect(new URL(page.url()).search).toBe(
        '?minScore=0.5&since=2026-11-01T00%3A00%3A00Z&until=2026-11-02T00%3A00%3A00Z',
      )
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await page.getByRole('button', { name: 'Today' }).click()
      await page.getByText('20 images stored since Nov 4, 2026.').waitFor()
      await page.getByRole('button', { name: '7 days' }).click()
      await page.getByText('150 images stored since Oct 29, 2026.').waitFor()
      expect(await page.getByLabel('From day').inputValue()).toBe('2026-10-29')
      await page.context().close()
    })

    test('where nothing matches it says so and clears the filters', async () => {
      const { page, tiles } = await open('/history?category=zebra')
      const nothing = page.getByRole('heading', { name: 'No image is like this' })
      await nothing.waitFor()
      await page.getByRole('button', { name: 'Clear filters' }).last().click()
      await tiles.first().waitFor()
      expect(await nothing.count()).toBe(0)
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
      await page.context().close()
    })

    test('what cannot be loaded is asked for again, and an unknown model is told without words of queries', async () => {
      const { page, tiles } = await open('/history?model=nope')
      await page.getByText('There is no model called "nope".').waitFor()
      expect(await page.getByText('{').count()).toBe(0)
      await page.route('**/graphql', route =>
        route.request().postData()?.includes('query HistoryImages') ? route.abort() : route.continue(),
      )
      await page.getByRole('button', { name: 'Clear filters' }).first().click()
      await page.getByText('The server does not answer.').waitFor()
      await page.unroute('**/graphql')
      await page.getByRole('button', { name: 'Try again' }).click()
      await tiles.first().waitFor()
      await page.context().close()
    })

    test('axe-core finds nothing in light and dark, and 375 pixels are wide enough', async () => {
      const { page, tiles } = await open('/history?category=dog')
      await tiles.first().waitFor()
      await page.getByRole('list', { name: 'Detections by category' }).waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeViolations(page)).toEqual([])
      }
      await page.setViewportSize({ width: 375, height: 740 })
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), patient)
        .toBe(true)
      const slider = page.getByRole('slider', { name: 'Score from' })
      await slider.waitFor({ state: 'hidden' })
      await page.getByText('Filters (1)').click()
      await slider.fill('0')
      await page.getByText(/images with a dog of any score/).waitFor()
      expect(await slider.getAttribute('aria-valuetext')).toBe('any')
      await page.context().close()
    })
  })
})
