import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { settle } from '../scripts/page/settle.ts'
import type { openBrowser } from '../test/helper/openBrowser.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>

const compressible = /javascript|css|html|svg|json/

/** What stands in the page's own accounts, asked for by a text because it runs there. */
const paint = `performance.getEntriesByName('first-contentful-paint')[0].startTime`
const watchShifts = `
  globalThis.shifts = []
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shifts.push(value)
  }).observe({ type: 'layout-shift', buffered: true })`

/** Bytes of every answer until the page has settled, as gzip sends them. */
async function bytesUntilSettled(page: Page, address: string): Promise<number> {
  const sizes: Promise<number>[] = []
  page.on('response', response => {
    const zips = compressible.test(response.headers()['content-type'] ?? '')
    sizes.push(response.body().then(body => (zips ? gzipSync(body, { level: 9 }) : body).length))
  })
  await page.goto(address)
  await settle(page)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/**
 * The first address in a browser that has nothing of it, so many times.
 * @returns first contentful paint of each, in milliseconds, and the bytes of all answers, gzipped
 */
export async function loadCold(browser: Browser, url: string, times: number) {
  const paints: number[] = []
  let bytes = 0
  for (let time = 0; time < times; time++) {
    const page = await browser.open(url)
    bytes = await bytesUntilSettled(page, '/')
    paints.push(await page.evaluate<number>(paint))
    await page.context().close()
  }
  return { paints, bytes }
}

/** How far what is seen has shifted by itself until an address has settled: the sum of its layout shifts, 0 is none. */
export async function shiftsOf(browser: Browser, url: string, address: string): Promise<number> {
  const page = await browser.open(url)
  await page.addInitScript(watchShifts)
  await page.goto(address)
  await settle(page)
  const shifts = await page.evaluate<number[]>('globalThis.shifts')
  await page.context().close()
  return shifts.reduce((sum, shift) => sum + shift, 0)
}
