import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import sharp, { type SharpOptions } from 'sharp'
import type { openBrowser } from '../test/helper/openBrowser.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>

const scenes = resolve(import.meta.dirname, '../demo/scenes')
/** Of a photo of 12 megapixels. */
const [width, height] = [4000, 3000]

const watchTasks = `
  globalThis.tasks = []
  new PerformanceObserver(list => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true })`

/** Grain, so that photos have a camera's bytes as well. */
const grain: SharpOptions = {
  create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 6 } },
}

/** Photos as large as a camera's, out of demo scenes. @returns their paths in `folder` */
export async function makePhotos(folder: string, count: number): Promise<string[]> {
  const noise = await sharp(grain).png({ compressionLevel: 0 }).toBuffer()
  const files = readdirSync(scenes).filter(file => file.endsWith('.jpg'))
  const paths: string[] = []
  for (const file of files.slice(0, count)) {
    const path = join(folder, file)
    await sharp(join(scenes, file))
      .resize(width, height, { fit: 'fill' })
      .composite([{ input: noise, blend: 'soft-light' }])
      .jpeg({ quality: 85 })
      .toFile(path)
    paths.push(path)
  }
  return paths
}

/**
 * Photos dropped on the page at once, until all have their boxes.
 * @returns milliseconds of each long task (50 ms or more) of the page meanwhile, and seconds until the last boxes
 */
export async function detectDropped(browser: Browser, url: string, photos: string[]) {
  const page = await browser.open(url)
  await page.addInitScript(watchTasks)
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const devtools = await page.context().newCDPSession(page)
  const began = performance.now()
  const data = { items: [], files: photos, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 250, data })
  const summary = page.getByRole('status').filter({ hasText: `${photos.length} photos done` })
  await summary.filter({ hasNotText: ' of ' }).waitFor({ timeout: 120_000 })
  const seconds = (performance.now() - began) / 1000
  await page.waitForTimeout(1000)
  const tasks = await page.evaluate<number[]>('globalThis.tasks')
  await page.context().close()
  return { tasks, seconds }
}
