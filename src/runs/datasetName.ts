import { AppError } from '../errors.ts'

const longest = 200

/** Well-formed, and nothing in it that does something to a terminal or that Postgres cannot hold. */
const plain = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\s*[\p{Cc}\u{FFFD}]+\s*/gu, ' ')
    .trim()

/**
 * What a dataset is called: as it is given, else as its file is, without folders and endings; 200 characters at most.
 * @throws AppError BAD_USER_INPUT for a given name that is longer
 */
export function datasetName(given: string | null, fileName: string): string {
  const name = [...plain(given ?? '')]
  if (name.length > longest)
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected a name of at most ${longest} characters but received ${name.length}.`,
    )
  if (name.length > 0) return name.join('')
  const stem = plain(fileName)
    .replace(/^.*[/\\]/, '')
    .replace(/(?<=.)(?:\.(?:json|csv|tsv|zip|tar|tgz|gz|ya?ml))+$/i, '')
  return [...stem].slice(0, longest).join('') || 'dataset'
}
