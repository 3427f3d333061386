import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { chromiumPath, openBrowser } from '../test/helper/openBrowser.ts'
import { pageAddresses } from './page/pageAddresses.ts'
import { settle } from './page/settle.ts'

// npx node scripts/screenshotPage.ts [--url http://127.0.0.1:4000] [--out screenshots] [--only history,image]
// Every address of the page of a server that runs, whole, at 1280 and 375 pixels, light and dark, into files such as
// history-375-dark.png; `results` is what detecting three demo scenes leaves. Exit code 1 where a page logs an error.

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string' },
  },
})

const windows = [
  { viewport: { width: 1280, height: 800 } },
  { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
]
/** Of a picture, in pixels: a gallery may be a hundred thousand high. */
const mostHeight = 3200
const scenes = ['000002.jpg', '000009.jpg', '000011.jpg'].map(file =>
  resolve(import.meta.dirname, '../demo/scenes', file),
)

type Size = { width: number; height: number; room: number }

/** Of the whole document, in pixels, and the width that it has. */
const sizeOf = (page: Page): Promise<Size> =>
  page.evaluate(`(({ scrollWidth, scrollHeight, clientWidth }) =>
    ({ width: scrollWidth, height: scrollHeight, room: clientWidth }))(document.documentElement)`)

/** Sections that load when they come near the window have come when one is back at the top. */
async function lookThrough(page: Page): Promise<void> {
  const { height } = await sizeOf(page)
  for (let top = 0; top < Math.min(height, mostHeight); top += 600) {
    await page.evaluate(`scrollTo(0, ${top})`)
    await page.waitForTimeout(100)
  }
  await page.evaluate('scrollTo(0, 0)')
}

/** The whole page, in a window as high as it is: of long lists only what is near the window exists. */
async function shoot(page: Page, path: string): Promise<Size> {
  const viewport = page.viewportSize()!
  const size = await sizeOf(page)
  await page.setViewportSize({ ...viewport, height: Math.max(viewport.height, Math.min(size.height, mostHeight)) })
  await settle(page)
  await page.screenshot({ path, animations: 'disabled' })
  await page.setViewportSize(viewport)
  return size
}

async function main(): Promise<string[]> {
  if (chromiumPath === undefined)
    throw new Error(
      'Expected a Chromium but found none; install it (Debian: apt-get install chromium) or set FOVEA_CHROMIUM.',
    )
  const addresses = Object.entries({ ...(await pageAddresses(values.url)), results: '/' })
  const wanted = values.only?.split(',')
  const unknown = wanted?.filter(name => !addresses.some(([known]) => known === name)) ?? []
  if (unknown.length > 0)
    throw new Error(
      `Expected for --only some of ${addresses.map(([name]) => name).join(', ')} but received ${unknown}.`,
    )
  await mkdir(values.out, { recursive: true })
  const browser = await openBrowser()
  const troubles: string[] = []
  try {
    for (const window of windows)
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.open(values.url, { ...window, colorScheme, reducedMotion: 'reduce' })
        for (const [name, address] of addresses.filter(([name]) => wanted?.includes(name) ?? true)) {
          await page.goto(address)
          await page.getByRole('heading', { level: 1 }).waitFor()
          if (name === 'results') await page.locator('input[type=file]').first().setInputFiles(scenes)
          await settle(page)
          await lookThrough(page)
          if (!(await settle(page))) troubles.push(`${address}: it had not settled after 20 seconds`)
          const path = join(values.out, `${name}-${window.viewport.width}-${colorScheme}.png`)
          const { width, room } = await shoot(page, path)
          console.log(path)
          if (width > room) troubles.push(`${path}: the page scrolls sideways, by ${width - room} pixels`)
          troubles.push(...page.troubles.splice(0).map(trouble => `${path}: ${trouble}`))
        }
        await page.context().close()
      }
  } finally {
    await browser.close()
  }
  return troubles
}

try {
  const troubles = await main()
  for (const trouble of troubles) console.error(trouble)
  process.exitCode = troubles.length === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
