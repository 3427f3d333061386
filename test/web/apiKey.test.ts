import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const key = 'correct-horse-battery-staple'

describe.skipIf(lacksChromium())('the page of a server that asks for keys', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer({ FOVEA_API_KEYS: key }), openBrowser()])
    const query = `mutation ($image: String!) { detect(input: { images: [{ base64: $image }] }) { results { __typename } } }`
    const { errors } = await server.graphql(
      query,
      { image: scene(5).toString('base64') },
      { authorization: `Bearer ${key}` },
    )
    expect(errors).toEqual([])
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))

  test('asks for one, says when it is wrong, goes on with the right one at the same address, keeps it, and forgets it', async () => {
    const page = await browser.open(server.url)
    await page.goto('/history?category=dog&minScore=0')
    const input = page.getByLabel('API key', { exact: true })
    await input.waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axeViolations(page)).toEqual([])

    expect(await input.evaluate(field => field === document.activeElement)).toBe(true)
    await input.fill('ключ')
    await page.keyboard.press('Enter')
    await page.getByText('This cannot be a key').waitFor()
    await input.fill('not-the-key-of-this-server')
    await page.keyboard.press('Enter')
    await page.getByText('The server does not know this key, or no longer.').waitFor()

    await input.fill(key)
    await page.getByRole('button', { name: 'Use this key' }).click()
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
    expect(new URL(page.url()).search).toBe('?category=dog&minScore=0')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('History')

    await page.goto('/history')
    const photo = page.getByRole('list', { name: 'Images' }).locator('img').first()
    await photo.waitFor()
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    expect(await photo.getAttribute('src')).toContain('signature=')

    await page.reload()
    await photo.waitFor()
    await page.getByRole('button', { name: 'Forget key' }).click()
    await input.waitFor()
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(key)
    await page.reload()
    await input.waitFor()
    // What the browser itself logs of answers with status 401 is not the page's.
    expect(page.troubles.filter(trouble => !trouble.includes('401'))).toEqual([])
    await page.close()
  })
})
