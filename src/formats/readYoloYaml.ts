import type { Category } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import { lineProblem } from './lineProblem.ts'

/** What an evaluation needs of a data.yaml. */
export type YoloYaml = {
  /** undefined where the file has neither names nor nc */
  readonly categories: readonly Category[] | undefined
  /** the folder that the splits are relative to, itself relative to the file's own; '' where there is none */
  readonly path: string
  /** train, val and test, those that are there: folders of images, or lists of images */
  readonly splits: ReadonlyMap<string, readonly string[]>
}

/** What YAML without types holds: a class may be called no, or 007, and is called that. */
type Node = null | string | Node[] | { [key: string]: Node }

const code = 'DATASET_INVALID'
/** Far more than any data set has, and little enough to name each. */
const mostClasses = 1_000_000

const show = (node: Node | undefined) => showValue((node ?? '') === '' ? undefined : JSON.stringify(node))

const invalid = (path: string, expected: string, received: string, hint?: string) =>
  new InvalidInput(code, `'${path}': expected ${expected}, received ${received}.`, hint)

/**
 * Reads the text of a data.yaml as Ultralytics writes it: names as a list, or as a map from ids.
 * @param path for messages
 * @throws InvalidInput DATASET_INVALID
 */
export async function readYoloYaml(text: string, path: string): Promise<YoloYaml> {
  const data = await parse(text, path)
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw invalid(path, 'a map with the key names', show(data))
  }
  if (Object.hasOwn(data, 'kpt_shape')) {
    throw invalid(path, 'labels of boxes or polygons', 'kpt_shape: labels of poses', 'fovea evaluates boxes alone.')
  }
  return {
    categories: categoriesOf(data, path),
    path: typeof data.path === 'string' ? data.path : '',
    splits: new Map(
      ['train', 'val', 'test']
        .map(name => [name, entriesOf(data, name, path)] as const)
        .filter(([, entries]) => entries.length > 0),
    ),
  }
}

async function parse(text: string, path: string): Promise<Node> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, { schema: 'failsafe' })
  const [error] = document.errors
  if (error) {
    const [reason = ''] = error.message.split(/ at line \d/)
    throw lineProblem({ code, path, line: error.linePos?.[0].line ?? 1 }, 'YAML', showValue(reason))
  }
  try {
    return document.toJS() as Node
  } catch {
    throw invalid(path, 'YAML', 'aliases of aliases, a file that grows without end')
  }
}

function entriesOf(data: { [key: string]: Node }, name: string, path: string): string[] {
  const node = data[name] ?? ''
  const entries = (Array.isArray(node) ? node : [node]).filter(entry => entry !== '')
  return entries.map(entry => {
    if (typeof entry === 'string') return entry
    throw invalid(path, `a folder or a list of them for ${name}`, show(entry))
  })
}

function categoriesOf({ names, nc }: { [key: string]: Node }, path: string): Category[] | undefined {
  if (names === undefined && nc === undefined) return undefined
  const count = typeof nc === 'string' && /^\d+$/.test(nc) ? Number(nc) : undefined
  if (nc !== undefined && count === undefined) throw invalid(path, 'a whole number for nc', show(nc))
  if (count !== undefined && count > mostClasses) throw invalid(path, `at most ${mostClasses} for nc`, show(nc))
  if (names === undefined) return Array.from({ length: count ?? 0 }, (_, id) => ({ id, name: String(id) }))

  if (typeof names !== 'object' || names === null) {
    throw invalid(path, 'a list of names, or a map from ids to names, for names', show(names))
  }
  const categories = Object.entries(names).map(([key, name]) => {
    if (!/^\d{1,9}$/.test(key)) throw invalid(path, 'ids that are whole numbers from 0 in names', showValue(key))
    if (typeof name !== 'string') throw invalid(path, `a name for class ${key}`, show(name))
    return { id: Number(key), name: name === '' ? key : name }
  })
  if (new Set(categories.map(({ id }) => id)).size < categories.length) {
    throw invalid(path, 'every id once in names', showValue(Object.keys(names).join(', ')))
  }
  if (count !== undefined && count !== categories.length) {
    throw invalid(path, `${count} names, as nc says`, String(categories.length))
  }
  return categories
}
