/** What to tell a person: the message, and behind it what to do. */
export function errorText({ message, hint = '' }: { message: string; hint?: string | undefined }): string {
  return `${/[.:]$/.test(message) || hint === '' ? message : `${message}.`} ${hint}`.trimEnd()
}
