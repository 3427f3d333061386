import { AppError } from '../errors.ts'
import { readSmallText } from './readSmallText.ts'

type Fail = (problem: string) => AppError

function ofJson(text: string, wrong: Fail): string[] {
  let names: unknown
  try {
    names = JSON.parse(text)
  } catch (error) {
    throw wrong(`expected a JSON array of names (${(error as Error).message.replaceAll(/\s+/g, ' ')})`)
  }
  if (Array.isArray(names) && names.every(name => typeof name === 'string' && name.trim() !== '')) return names
  throw wrong('expected a JSON array of names but found something else in it')
}

/** An id before a name is the other way round. */
const reversed = /^\d+\s*,/
const row = /^(?:"((?:[^"]|"")+)"|([^",]+))\s*,\s*(\d+)$/

/** Lines of `name,id` in any order, as keras-retinanet's CSV generator takes them. */
function ofRows(lines: readonly string[], wrong: Fail): string[] {
  const names: string[] = []
  lines.forEach((line, index) => {
    const [, quoted, plain, digits] = row.exec(line) ?? []
    if (digits === undefined) throw wrong(`line ${index + 1}: expected name,id but found ${JSON.stringify(line)}`)
    const id = Number(digits)
    if (names[id] !== undefined) throw wrong(`line ${index + 1}: the id ${id} is there twice`)
    if (id >= lines.length)
      throw wrong(`line ${index + 1}: expected ids from 0 to ${lines.length - 1} without a gap but found ${id}`)
    const name = (quoted?.replaceAll('""', '"') ?? plain ?? '').trim()
    if (name === '') throw wrong(`line ${index + 1}: expected a name but found none`)
    names[id] = name
  })
  return names
}

function namesOf(text: string, wrong: Fail): string[] {
  if (text === '') throw wrong('expected names but found none')
  if (text.startsWith('[')) return ofJson(text, wrong)
  const lines = text.split(/\r\n?|\n/).map(line => line.trim())
  const filled = lines.filter(line => line !== '')
  if (filled.some(line => row.test(line)) || filled.every(line => reversed.test(line))) return ofRows(filled, wrong)
  if (filled.length < lines.length)
    throw wrong(`line ${lines.indexOf('') + 1}: expected a name but found an empty line`)
  return lines
}

/**
 * Names of classes by label, from 0: one name a line, lines of `name,id`, or a JSON array of strings.
 * @throws AppError BAD_USER_INPUT
 */
export async function readLabels(path: string): Promise<string[]> {
  const wrong: Fail = problem => new AppError('BAD_USER_INPUT', `${path}: ${problem}.`)
  const names = namesOf((await readSmallText(path, 'labels')).trim(), wrong)
  if (names.length === 0) throw wrong('expected names but found none')
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw wrong(`the name ${JSON.stringify(name)} is there twice`)
    seen.add(name)
  }
  return names
}
