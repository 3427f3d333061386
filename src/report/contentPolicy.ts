import { createHash } from 'node:crypto'
import { styleSheet } from './styleSheet.ts'

/** Nothing is loaded, nothing runs, and no style but the one sheet holds, so that nothing in a name can do harm. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
