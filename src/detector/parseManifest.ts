import { basename } from 'node:path'
import type { z } from 'zod'
import { AppError } from '../errors.ts'
import { type Manifest, manifestSchema } from './manifest.ts'

type Issue = z.core.$ZodIssue

const shown = (value: unknown) => {
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

/**
 * Reads one manifest.
 * @param path where it came from, for messages and for the name that it has to have
 * @throws AppError MODEL_INVALID: one line with the file and each wrong field, what was expected and what was found
 */
export function parseManifest(text: string, path: string): Manifest {
  const invalid = (problem: string) => new AppError('MODEL_INVALID', `${path}: ${problem}`)

  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw invalid(`expected JSON (${(error as Error).message.replaceAll(/\s+/g, ' ')})`)
  }

  const parsed = manifestSchema.safeParse(json, { error: expectation })
  if (!parsed.success) {
    const problems = parsed.error.issues
      .flatMap(issue => nearestIssues(issue, found(json, issue.path)))
      .map(issue => {
        if (issue.code === 'unrecognized_keys') {
          const keys = issue.keys.map(key => fieldOf([...issue.path, key]))
          return `${keys.join(', ')}: expected no such field`
        }
        const field = fieldOf(issue.path)
        return `${field && `${field}: `}${issue.message} but found ${shown(found(json, issue.path))}`
      })
    throw invalid(problems.join('; '))
  }

  const expected = basename(path, '.json')
  if (parsed.data.name !== expected)
    throw invalid(`name: expected ${shown(expected)}, as the file is named, but found ${shown(parsed.data.name)}`)
  return parsed.data
}
