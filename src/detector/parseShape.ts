import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** A value in a message, its beginning where it is long. */
export const shown = (value: unknown) => {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

const anyOf = (values: readonly unknown[]) => values.map(shown).join(' or ')

/** What would have been right, without what came instead; undefined where the schema says it itself. */
const expectation: z.core.$ZodErrorMap = issue => {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`
    case 'invalid_value':
      return `expected ${anyOf(issue.values)}`
    case 'invalid_union':
      return `expected ${anyOf((issue.options as readonly unknown[] | undefined) ?? [])}`
    case 'too_small':
      return issue.origin === 'string' ? 'expected some text' : `expected at least ${issue.minimum}`
    case 'too_big':
      return `expected at most ${issue.maximum}`
    default:
      return undefined
  }
}

const fieldOf = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text && `${text}.`}${String(key)}`),
    '',
  )

const found = (text: unknown, path: readonly PropertyKey[]) =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], text)

/** Fields that are missing or too many, of an object that a union's member refused. */
const strangeness = (value: unknown) => (issues: readonly Issue[]) =>
  issues.reduce((count, issue) => {
    if (issue.code === 'unrecognized_keys') return count + issue.keys.length
    return issue.path.length === 1 && found(value, issue.path) === undefined ? count + 1 : count
  }, 0)

/** What is wrong, seen from that member of a union which the value resembles most; itself where none takes its type. */
function nearestIssues(issue: Issue, value: unknown): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const strange = strangeness(value)
  const [nearest] = issue.errors
    .filter(issues => issues.every(({ code, path }) => code === 'unrecognized_keys' || path.length > 0))
    .sort((a, b) => strange(a) - strange(b))
  return nearest?.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue]
}

/** A wrong field in words: what was expected and what was found. */
function problemOf(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map(key => fieldOf([...issue.path, key]))
    return `${keys.join(', ')}: expected no such field`
  }
  const field = fieldOf(issue.path)
  if (issue.code === 'invalid_key') return `${field}: ${issue.issues.map(({ message }) => message).join(', ')}`
  return `${field && `${field}: `}${issue.message} but found ${shown(found(value, issue.path))}`
}

/**
 * Holds a value against a schema.
 * @param fail makes the error of one line that names each wrong field, what was expected and what was found
 * @returns the value as the schema gives it out
 * @throws that error
 */
export function parseShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  fail: (problem: string) => Error,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: expectation })
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.flatMap(issue => nearestIssues(issue, found(value, issue.path)))
  throw fail(issues.map(issue => problemOf(issue, value)).join('; '))
}
