import { readdir } from 'node:fs/promises'
import { posix } from 'node:path'
import type { Category } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { lineProblem } from './lineProblem.ts'
import { decodeText, readBytes } from './readTextFile.ts'
import { readYoloYaml, type YoloYaml } from './readYoloYaml.ts'

/** A file that names the classes; `yaml` where it is one. */
export type YoloNames = {
  readonly path: string
  readonly bytes: Uint8Array
  readonly categories: readonly Category[] | undefined
  readonly yaml: YoloYaml | undefined
}

const code = 'DATASET_INVALID'

const isYaml = (name: string) => /\.ya?ml$/i.test(name)
/** A folder may have other YAML files, such as the settings of a training. */
const describesData = /^(?:names|nc|train|val|test)\s*:/m

/**
 * A data.yaml, or a list of one name a line whose first is class 0.
 * @throws InvalidInput DATASET_INVALID
 */
export async function readYoloNamesFile(path: string): Promise<YoloNames> {
  const bytes = await readBytes(path, code)
  const text = decodeText(bytes, path, code)
  if (isYaml(path)) {
    const yaml = await readYoloYaml(text, path)
    return { path, bytes, categories: yaml.categories, yaml }
  }
  const lines = text.trimEnd().split(/\r\n?|\n/)
  const categories = lines.map((line, id) => {
    const name = line.trim()
    if (name === '') throw lineProblem({ code, path, line: id + 1 }, `the name of class ${id}`, 'an empty line')
    return { id, name }
  })
  return { path, bytes, categories, yaml: undefined }
}

/**
 * The names in the first of the folders that has some: data.yaml (or the one YAML file that says names, nc, train, val
 * or test), else classes.txt, obj.names or the one other .names.
 * @returns undefined where none has
 * @throws InvalidInput DATASET_INVALID, also for several such files of one kind
 */
export async function readYoloNames(folders: readonly string[]): Promise<YoloNames | undefined> {
  for (const folder of folders) {
    const entries = await readdir(folder).catch(() => [])
    const file = (await yamlAmong(folder, entries)) ?? listAmong(folder, entries)
    if (file !== undefined) return readYoloNamesFile(posix.join(folder, file))
  }
  return undefined
}

async function yamlAmong(folder: string, entries: readonly string[]): Promise<string | undefined> {
  if (entries.includes('data.yaml')) return 'data.yaml'
  const found: string[] = []
  for (const entry of entries.filter(isYaml)) {
    const bytes = await readBytes(posix.join(folder, entry), code)
    if (describesData.test(bytes.toString())) found.push(entry)
  }
  return only(folder, found)
}

function listAmong(folder: string, entries: readonly string[]): string | undefined {
  const known = ['classes.txt', 'obj.names'].find(name => entries.includes(name))
  return (
    known ??
    only(
      folder,
      entries.filter(name => name.endsWith('.names')),
    )
  )
}

function only(folder: string, files: readonly string[]): string | undefined {
  if (files.length <= 1) return files[0]
  throw new InvalidInput(
    code,
    `'${folder}': expected one file that names the classes, found ${files.join(', ')}.`,
    'Name the right one data.yaml, or give its path in place of the folder.',
  )
}
