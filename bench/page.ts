import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pageAddresses } from '../scripts/page/pageAddresses.ts'
import { table } from '../src/cli/table.ts'
import { chromiumPath, openBrowser } from '../test/helper/openBrowser.ts'
import { goal, goalTitles } from './goal.ts'
import { inProcess } from './inProcess.ts'
import { detectDropped, makePhotos } from './pageDetect.ts'
import type { GalleryJob } from './pageGallery.ts'
import { loadCold, shiftsOf } from './pageLoad.ts'
import { scrollThrough } from './pageScroll.ts'
import { quantile } from './quantile.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

const galleryImages = 10_000
const photos = 16
const main = resolve(import.meta.dirname, '../bin/fovea.js')

type Browser = Awaited<ReturnType<typeof openBrowser>>

/** On what the demo leaves: a history, a dataset and an evaluation. */
async function everyday(browser: Browser, folder: string) {
  const variables = { FOVEA_DATA: join(folder, 'demo') }
  const env = { ...process.env, ...variables }
  const { status } = spawnSync(process.execPath, [main, 'demo'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`the demo ended with ${status}`)
  const server = await startServerProcess(variables)
  try {
    const cold = await loadCold(browser, server.url, 5)
    const shifts: [string, number][] = []
    for (const [name, address] of Object.entries(await pageAddresses(server.url)))
      shifts.push([name, await shiftsOf(browser, server.url, address)])
    mkdirSync(join(folder, 'photos'))
    const detected = await detectDropped(browser, server.url, await makePhotos(join(folder, 'photos'), photos))
    return { cold, shifts, detected }
  } finally {
    await server.stop()
  }
}

async function gallery(browser: Browser, folder: string) {
  const dataDir = join(folder, 'gallery')
  await inProcess<GalleryJob, object>('./pageGallery.ts', { dataDir, images: galleryImages })
  const server = await startServerProcess({ FOVEA_DATA: dataDir })
  try {
    return await scrollThrough(browser, server.url, '/history', 120)
  } finally {
    await server.stop()
  }
}

/** The page in a real Chromium: how soon it paints, what it loads, what shifts, how long it is busy, how it scrolls. */
export async function page(): Promise<void> {
  if (chromiumPath === undefined) return console.log('\nPage: skipped, no Chromium is at hand')
  const { folder, remove } = dataFolder()
  const browser = await openBrowser()
  try {
    const { cold, shifts, detected } = await everyday(browser, folder)
    const scrolled = await gallery(browser, folder)
    const worstShift = shifts.toSorted((a, b) => b[1] - a[1])[0]!
    const ms = { unit: 'ms', digits: 0 }
    console.log('\nThe page in Chromium, 1280 × 800')
    console.log(table([['address', 'layout shifts'], ...shifts.map(([name, sum]) => [name, sum.toFixed(3)])]))
    console.log(
      `${photos} photos of 12 megapixels: boxes on all after ${detected.seconds.toFixed(1)} s, ${detected.tasks.length} tasks ` +
        `of 50 ms or more; ${scrolled.loaded.toLocaleString('en')} of ${galleryImages.toLocaleString('en')} images scrolled ` +
        `past in ${scrolled.seconds.toFixed(0)} s, ${quantile(scrolled.gaps, 0.99).toFixed(0)} ms between two frames (p99), at most ` +
        `${scrolled.nodes} nodes in the document`,
    )
    console.log(
      table([
        goalTitles,
        goal('first contentful paint, median of 5', quantile(cold.paints, 0.5), { most: 1000, ...ms }),
        goal('first load, gzipped', cold.bytes / 1024, { most: 250, unit: 'KB' }),
        goal(`most layout shifts (${worstShift[0]})`, worstShift[1], { most: 0.1, unit: '', digits: 3 }),
        goal('longest task while photos are detected', Math.max(0, ...detected.tasks), { most: 200, ...ms }),
        goal('gallery: frames in the worst second', scrolled.worst, { least: 30, unit: 'frames', digits: 0 }),
      ]),
    )
  } finally {
    await browser.close()
    remove()
  }
}
