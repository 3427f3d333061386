import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

describe.skipIf(lacksChromium())('the page as a whole', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))

  test('opens each part by its link, with its own title and address, and an unknown address with a way back', async () => {
    const page = await browser.open(server.url)
    await page.goto('/')
    for (const [name, path] of [
      ['History', '/history'],
      ['Datasets', '/datasets'],
      ['Evaluations', '/evaluations'],
      ['Detect', '/'],
    ] as const) {
      await page.getByRole('link', { name, exact: true }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      expect([new URL(page.url()).pathname, await page.title()]).toEqual([path, `${name} · fovea`])
    }
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('keeps the photos while the API is looked at, stays where a part cannot be loaded, loads it on request, and is not led back by a slider that was just moved', async () => {
    const page = await browser.open(server.url)
    await page.goto('/')
    await page.getByRole('button', { name: 'Detect a cat and a giraffe' }).click()
    await page.getByText('1 photo done').waitFor()
    const [other] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'API (opens a new tab)' }).click(),
    ])
    await other.close()
    await page.getByText('1 photo done').waitFor()
    await page.route('**/assets/HistoryPage*', route => route.abort())
    await page.getByRole('link', { name: 'History', exact: true }).first().click()
    await page.getByText('This part cannot be shown').waitFor()
    await page.unroute('**/assets/HistoryPage*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
    await page.goBack()
    await page.getByText('1 photo done').waitFor()

    await page.route('**/assets/DatasetsPage*', async route => {
      // Longer than a slider has to rest.
      await new Promise(resolve => setTimeout(resolve, 500))
      await route.continue()
    })
    await page.getByRole('slider', { name: 'Score' }).press('ArrowLeft')
    await page.getByRole('link', { name: 'Datasets', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/datasets')
    await page.close()
  })

  test('has no violation that axe-core finds where nothing is stored yet, and where nothing is, in light and dark', async () => {
    const page = await browser.open(server.url)
    for (const path of ['/', '/history', '/datasets', '/evaluations', '/compare', '/nowhere']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await axeViolations(page), `${path} ${colorScheme}`).toEqual([])
      }
    }
    await page.close()
  })
})
