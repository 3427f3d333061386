import type { openBrowser } from '../test/helper/openBrowser.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>

const watchFrames = `
  globalThis.frames = []
  globalThis.mostNodes = 0
  requestAnimationFrame(function frame(now) {
    globalThis.frames.push(now)
    requestAnimationFrame(frame)
  })
  setInterval(() => { globalThis.mostNodes = Math.max(globalThis.mostNodes, document.querySelectorAll('*').length) }, 500)`

const atEnd = 'scrollY + innerHeight >= document.documentElement.scrollHeight - 1'

/** Frames in the worst second of all that lie within the moments, in milliseconds. */
export function worstSecond(frames: readonly number[]): number {
  let worst = Number.POSITIVE_INFINITY
  for (let first = 0, last = 0; first < frames.length; first++) {
    while (last < frames.length && frames[last]! - frames[first]! < 1000) last++
    if (last === frames.length) break
    worst = Math.min(worst, last - first)
  }
  return worst
}

/**
 * Scrolls an address by the wheel, from its top until it has stood at its end for two seconds, or for so many.
 * @returns frames of the worst second, milliseconds between two frames, nodes of the document at most, images that were reached
 */
export async function scrollThrough(browser: Browser, url: string, address: string, mostSeconds: number) {
  const page = await browser.open(url)
  await page.goto(address)
  await page.getByRole('listitem').first().waitFor()
  await page.waitForTimeout(1000)
  await page.mouse.move(640, 500)
  await page.evaluate(watchFrames)
  const began = performance.now()
  for (let still = 0; still < 20 && performance.now() - began < mostSeconds * 1000; ) {
    await page.mouse.wheel(0, 1200)
    await page.waitForTimeout(50)
    still = (await page.evaluate<boolean>(atEnd)) ? still + 1 : 0
  }
  const frames = await page.evaluate<number[]>('globalThis.frames')
  const nodes = await page.evaluate<number>('globalThis.mostNodes')
  const loaded = await page.evaluate<number>(
    `Math.max(0, ...[...document.querySelectorAll('li[aria-posinset]')].map(item => Number(item.ariaPosInSet)))`,
  )
  await page.context().close()
  const gaps = frames.slice(1).map((moment, index) => moment - frames[index]!)
  return { worst: worstSecond(frames), gaps, nodes, loaded, seconds: (performance.now() - began) / 1000 }
}
