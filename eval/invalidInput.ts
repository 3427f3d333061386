import type { Finding, FindingCode } from './finding.ts'

/** Input that cannot be evaluated: unreadable, or at odds with itself. */
export class InvalidInput extends Error {
  readonly code: FindingCode
  /** what to do about it */
  readonly hint: string | undefined

  constructor(code: FindingCode, message: string, hint?: string) {
    super(message)
    this.name = 'InvalidInput'
    this.code = code
    this.hint = hint
  }

  /** The same as pre-flight reports it. */
  get finding(): Finding {
    const { code, message, hint } = this
    return { code, severity: 'ERROR', message, count: 1, ...(hint !== undefined && { hint }) }
  }
}
