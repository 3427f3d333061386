import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const repository = resolve(import.meta.dirname, '..')
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** Each may import those before it. */
const layers = [
  'image',
  'archive',
  'formats',
  'convert',
  'detector',
  'models',
  'store',
  'queue',
  'runs',
  'insight',
  'tasks',
  'worker',
  'graphql',
  'server',
  'cli',
]
/** Packages that one layer alone imports. */
const owners = {
  sharp: 'image',
  'onnxruntime-node': 'detector',
  'csv-parse': 'formats',
  'csv-parse/sync': 'formats',
  yaml: 'formats',
  'fast-xml-parser': 'formats',
  yauzl: 'archive',
  'tar-stream': 'archive',
  'pg-boss': 'queue',
  h5wasm: 'convert',
  'h5wasm/node': 'convert',
  protobufjs: 'convert',
  'protobufjs/light.js': 'convert',
  ini: 'models',
  undici: 'models',
  'graphql-sse': 'server',
}

type Report = {
  diagnostics: { category: string; severity: string; location: { path: string; start: { line: number } } }[]
}

/** Lints files with the rules of this repository; answers `rule path:line` of every error. */
function lint(files: Record<string, readonly string[]>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-lint-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const file of ['biome.json', '.gitignore']) copyFileSync(join(repository, file), join(folder, file))
  for (const [path, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  }
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', ...Object.keys(files)]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  if (!stdout.includes('"diagnostics"')) throw new Error(stderr)
  const { diagnostics } = JSON.parse(stdout) as Report
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return errors.map(({ category, location }) => `${category} ${location.path}:${location.start.line}`).sort()
}

const exportAll = (...targets: readonly string[]) => targets.map(target => `export * from '${target}'`)

/** One file a layer and depth, an import of each of `targets` a line. */
function plant(targetsOf: (layer: string) => string[], depths = ['', 'deep/']): Record<string, string[]> {
  const files = layers.flatMap(layer =>
    depths.map(depth => {
      const up = depth === '' ? '..' : '../..'
      const targets = targetsOf(layer).map(target => (layers.includes(target) ? `${up}/${target}/planted.ts` : target))
      return [`src/${layer}/${depth}planted.ts`, exportAll(...targets)] as const
    }),
  )
  return Object.fromEntries(files.filter(([, lines]) => lines.length > 0).map(([path, lines]) => [path, [...lines]]))
}

const everyLine = (files: Record<string, readonly string[]>, rule: string) =>
  Object.entries(files)
    .flatMap(([path, lines]) => lines.map((_, index) => `${rule} ${path}:${index + 1}`))
    .sort()

test('a layer that imports one that comes after it is an error, for every pair of them', () => {
  const files = plant(layer => layers.slice(layers.indexOf(layer) + 1))
  expect(Object.keys(files)).toHaveLength(2 * (layers.length - 1))
  expect(lint(files)).toEqual(everyLine(files, 'lint/style/noRestrictedImports'))
})

test('a layer may import those that come before it', () => {
  expect(lint(plant(layer => layers.slice(0, layers.indexOf(layer))))).toEqual([])
})

test('a package that one layer owns is an error in every other, inside it is not', () => {
  const files = plant(layer => Object.entries(owners).flatMap(([name, owner]) => (owner === layer ? [] : [name])))
  expect(lint(files)).toEqual(everyLine(files, 'lint/style/noRestrictedImports'))
  expect(
    lint(plant(layer => Object.entries(owners).flatMap(([name, owner]) => (owner === layer ? [name] : [])))),
  ).toEqual([])
})

test.each(['src/planted.ts', 'src/report/planted.ts', 'src/report/deep/planted.ts', 'eval/planted.ts'])(
  'what the layers own is an error in %s too',
  path => {
    const files = { [path]: exportAll(...Object.keys(owners)) }
    expect(lint(files)).toEqual(everyLine(files, 'lint/style/noRestrictedImports'))
  },
)

test('the report imports neither a layer nor the files beside them', () => {
  const targets = [...layers.map(layer => `${layer}/planted.ts`), 'errors.ts', 'main.ts']
  const files = {
    'src/report/planted.ts': exportAll(...targets.map(target => `../${target}`)),
    'src/report/deep/planted.ts': exportAll(...targets.map(target => `../../${target}`)),
  }
  expect(lint(files)).toEqual(everyLine(files, 'lint/style/noRestrictedImports'))
})

test('the report imports eval, Node and itself', () => {
  const files = {
    'src/report/planted.ts': exportAll('../../eval/planted.ts', './one.ts', './deep/one.ts', 'node:fs'),
    'src/report/deep/planted.ts': exportAll('../../../eval/planted.ts', '../one.ts', './one.ts', 'node:fs'),
  }
  expect(lint(files)).toEqual([])
})

test('of the layers, tasks, server and cli alone import the report', () => {
  const files = (names: string[]) =>
    Object.fromEntries(
      names.flatMap(layer => [
        [`src/${layer}/planted.ts`, exportAll('../report/planted.ts')],
        [`src/${layer}/deep/planted.ts`, exportAll('../../report/planted.ts')],
      ]),
    )
  const readers = ['tasks', 'server', 'cli']
  const others = files(layers.filter(layer => !readers.includes(layer)))
  expect(lint(others)).toEqual(everyLine(others, 'lint/style/noRestrictedImports'))
  expect(lint(files(readers))).toEqual([])
})

test('eval imports neither src nor Node', () => {
  const files = { 'eval/planted.ts': exportAll('../src/errors.ts', '../src/image/planted.ts', 'node:fs') }
  expect(lint(files)).toEqual(everyLine(files, 'lint/style/noRestrictedImports'))
})

test('everything in src may import eval', () => {
  const folders = [...layers, 'report'].map(folder => [`src/${folder}/planted.ts`, exportAll('../../eval/planted.ts')])
  expect(lint({ ...Object.fromEntries(folders), 'src/planted.ts': exportAll('../eval/planted.ts') })).toEqual([])
})

test('types and imports at run time count too', () => {
  const files = {
    'src/store/planted.ts': [
      "export type { Planted } from '../server/planted.ts'",
      "export const load = () => import('../cli/planted.ts')",
    ],
  }
  expect(lint(files)).toEqual(everyLine(files, 'lint/style/noRestrictedImports'))
})

describe('the page', () => {
  const folders = ['detect', 'history', 'datasets', 'evaluations', 'compare']
  const restricted = (files: Record<string, string[]>) => everyLine(files, 'lint/style/noRestrictedImports')
  const inBoth = (folder: string, targetsOf: (up: string) => string[]): [string, string[]][] => [
    [`web/src/${folder}/planted.tsx`, exportAll(...targetsOf('..'))],
    [`web/src/${folder}/deep/planted.ts`, exportAll(...targetsOf('../..'))],
  ]
  const everywhere = ['api', 'parts', ...folders]

  test('imports neither src nor eval nor Node, in any folder', () => {
    const files = Object.fromEntries([
      ...everywhere.flatMap(folder =>
        inBoth(folder, up => [`${up}/../../src/errors.ts`, `${up}/../../eval/settings.ts`, 'node:fs']),
      ),
      ['web/src/planted.tsx', exportAll('../../src/errors.ts', '../../eval/settings.ts', 'node:fs')],
      ['web/planted.ts', exportAll('../src/errors.ts', '../eval/settings.ts', './src/App.tsx')],
    ])
    expect(lint(files)).toEqual(restricted(files))
  })

  test('has packages that neither src nor eval imports, and imports none of theirs', () => {
    const shown = ['react', 'react-dom/client', 'urql', '@urql/core', 'wouter', '@visx/scale', 'client-zip', 'vite']
    const others = [...layers, 'report', 'report/deep'].map(layer => `src/${layer}/planted.ts`)
    const theirs = Object.fromEntries(
      [...others, 'src/planted.ts', 'eval/planted.ts'].map(path => [path, exportAll(...shown)]),
    )
    expect(lint(theirs)).toEqual(restricted(theirs))
    const owned = Object.keys(owners).filter(name => name !== 'graphql-sse')
    const ours = Object.fromEntries([
      ...everywhere.flatMap(folder => inBoth(folder, () => owned)),
      ['web/src/planted.tsx', exportAll(...owned)],
      ['web/planted.ts', exportAll(...owned)],
    ])
    expect(lint(ours)).toEqual(restricted(ours))
  })

  test('is imported by nothing in src and eval', () => {
    const files = Object.fromEntries([
      ...[...layers, 'report'].flatMap(layer => [
        [`src/${layer}/planted.ts`, exportAll('../../web/planted.ts')],
        [`src/${layer}/deep/planted.ts`, exportAll('../../../web/planted.ts')],
      ]),
      ['src/planted.ts', exportAll('../web/planted.ts')],
      ['eval/planted.ts', exportAll('../web/planted.ts')],
      ['eval/deep/planted.ts', exportAll('../../web/planted.ts')],
    ])
    expect(lint(files)).toEqual(restricted(files))
  })

  test('has folders of addresses that import api and parts, parts that import api, and none the other way or each other', () => {
    const after = (folder: string) =>
      folder === 'api' ? ['parts', ...folders] : folder === 'parts' ? folders : folders.filter(each => each !== folder)
    const before = (folder: string) => (folder === 'api' ? [] : folder === 'parts' ? ['api'] : ['api', 'parts'])
    const plantAll = (targetsOf: (folder: string) => string[]) =>
      Object.fromEntries(
        everywhere
          .filter(folder => targetsOf(folder).length > 0)
          .flatMap(folder => inBoth(folder, up => targetsOf(folder).map(target => `${up}/${target}/planted.ts`))),
      )
    const wrong = plantAll(after)
    expect(Object.keys(wrong)).toHaveLength(14)
    expect(lint(wrong)).toEqual(restricted(wrong))
    expect(lint(plantAll(before))).toEqual([])
    expect(lint({ 'web/src/planted.tsx': exportAll(...everywhere.map(folder => `./${folder}/planted.ts`)) })).toEqual(
      [],
    )
  })

  test('makes its client and its stream in api alone; hooks are for all', () => {
    const making = [
      "export { Client } from 'urql'",
      "export { Client } from '@urql/core'",
      "export * from 'graphql-sse'",
    ]
    const others = [...everywhere.slice(1).map(folder => `${folder}/planted.ts`), 'planted.tsx']
    const wrong = Object.fromEntries(others.map(path => [`web/src/${path}`, making]))
    expect(lint(wrong)).toEqual(restricted(wrong))
    const right = others.map(path => [`web/src/${path}`, ["export { useQuery } from 'urql'"]])
    expect(lint({ ...Object.fromEntries(right), 'web/src/api/planted.ts': making })).toEqual([])
  })

  test('is built by files that may use Node and Vite', () => {
    expect(lint({ 'web/planted.ts': exportAll('node:fs', 'vite', './compressAssets.ts') })).toEqual([])
  })
})

test('two files that import each other are an error', () => {
  const files = {
    'src/runs/one.ts': ["import { two } from './two.ts'", 'export const one = () => two'],
    'src/runs/two.ts': ["import { one } from './one.ts'", 'export const two = () => one'],
  }
  expect(lint(files)).toEqual(['one', 'two'].map(name => `lint/suspicious/noImportCycles src/runs/${name}.ts:1`))
})
