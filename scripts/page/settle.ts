import type { Page } from 'playwright-core'

/** Milliseconds without a change of the document after which a page is taken to have settled. */
const quietMs = 700

// As text, because it runs in the page.
const settled = (mostMs: number) => `(async () => {
  const began = performance.now()
  let changed = began
  const observer = new MutationObserver(() => { changed = performance.now() })
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  const isBusy = () => document.querySelector('[aria-busy="true"]') !== null ||
    [...document.images].some(image => image.loading !== 'lazy' && !image.complete)
  const isSettled = () => !isBusy() && performance.now() - changed > ${quietMs}
  while (!isSettled() && performance.now() - began < ${mostMs}) await new Promise(resolve => setTimeout(resolve, 50))
  observer.disconnect()
  return isSettled()
})()`

/**
 * Waits until the page changes no more, nothing in it says that it is busy, and what it shows of photos has come.
 * @returns false where it had not settled after `mostMs`
 */
export const settle = (page: Page, mostMs = 20_000): Promise<boolean> => page.evaluate(settled(mostMs))
