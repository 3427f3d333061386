import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where Chromium is: FOVEA_CHROMIUM unless it is empty, or where distributions put it; undefined where it is not. */
export const chromiumPath = process.env.FOVEA_CHROMIUM || places.find(existsSync)

/**
 * For `describe.skipIf`, which says nothing: called once a file, it prints why its tests are skipped.
 * @throws where FOVEA_CHROMIUM names what is not there, so that a run that counts on Chromium skips nothing
 */
export function lacksChromium(): boolean {
  if (chromiumPath !== undefined && !existsSync(chromiumPath))
    throw new Error(
      `Expected a Chromium at FOVEA_CHROMIUM=${chromiumPath} but there is none; install it there, or unset the variable.`,
    )
  if (chromiumPath) return false
  console.warn(
    'Skipped: no Chromium at any usual place. Install it (Debian: apt-get install chromium) or set FOVEA_CHROMIUM.',
  )
  return true
}

/** A Chromium; `open` makes a window of its own storage, 1280 × 800 unless said otherwise, that fails on errors of the page. */
export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: chromiumPath!,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  })

  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page & { troubles: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options, baseURL: url })
    const page = Object.assign(await context.newPage(), { troubles: [] as string[] })
    page.on('pageerror', error => page.troubles.push(error.message))
    page.on('console', message => message.type() === 'error' && page.troubles.push(message.text()))
    return page
  }

  return { open, close: () => browser.close() }
}

/**
 * For colours that change slowly: halfway they have less contrast than at either end. Ended, not waited for: a window that is not
 * painted never gets there.
 */
const settled = `document.getAnimations()
  .filter(({ effect }) => effect.getTiming().iterations !== Infinity)
  .forEach(animation => animation.finish())`

/** What axe-core finds wrong with a page once its transitions are ended: `rule: selector`, for each place. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(settled)
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })',
  )) as { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
  )
}
