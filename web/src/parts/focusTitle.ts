/** Where the focus goes when what had it is gone and nothing is next to it. */
export const focusTitle = (): void => document.querySelector('h1')?.focus({ preventScroll: true })
