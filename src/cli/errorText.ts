import type { AppError } from '../errors.ts'

/** What to tell a person: the message, and behind it what to do. */
export function errorText({ message, hint = '' }: AppError): string {
  return `${/[.:]$/.test(message) || hint === '' ? message : `${message}.`} ${hint}`.trimEnd()
}
