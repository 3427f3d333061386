let back = false

// Before the router hears of them, which draws the new address at once; it is also who sends `pushState`.
addEventListener('popstate', () => {
  back = true
})
addEventListener('pushState', () => {
  back = false
})

/** Whether this address was come to by the browser's Back or Forward, not by a link. */
export const wentBack = (): boolean => back
