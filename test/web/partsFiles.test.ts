import { expect, test } from 'vitest'
import { chosenFiles, droppedFiles } from '../../web/src/parts/droppedFiles.ts'

type Tree = { [name: string]: Tree | 'file' | 'unreadable' }

/** An entry as browsers give it: a folder hands out a hundred at a time. */
function entryOf(name: string, content: Tree[string], parent = ''): object {
  const fullPath = `${parent}/${name}`
  if (content === 'file')
    return { name, fullPath, isFile: true, file: (give: (file: File) => void) => give(new File(['x'], name)) }
  if (content === 'unreadable')
    return { name, fullPath, isFile: true, file: (_: unknown, fail: (error: Error) => void) => fail(new Error('gone')) }
  const left = Object.entries(content).map(([name, content]) => entryOf(name, content, fullPath))
  return {
    ...{ name, fullPath, isFile: false },
    createReader: () => ({ readEntries: (give: (entries: object[]) => void) => give(left.splice(0, 100)) }),
  }
}

const drop = (tree: Tree) =>
  droppedFiles({
    items: Object.entries(tree).map(([name, content]) => ({ webkitGetAsEntry: () => entryOf(name, content) })),
    files: [],
  } as unknown as DataTransfer)

test('a folder of more than a hundred files is dropped whole, with its folders in it', async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`${index}.jpg`, 'file' as const]))
  const { files } = await drop({ trip: { ...many, day: { 'z.jpg': 'file' } } })
  expect([files.length, files.at(-1)!.path]).toEqual([251, 'trip/day/z.jpg'])
})

test('hidden files and what macOS packs beside them are no files of a folder', async () => {
  const { files } = await drop({ trip: { '.DS_Store': 'file', __MACOSX: { 'a.jpg': 'file' }, 'a.jpg': 'file' } })
  expect(files.map(({ path }) => path)).toEqual(['trip/a.jpg'])
  const chosen = ['trip/.hidden/a.jpg', 'trip/__MACOSX/a.jpg', 'trip/b.jpg'].map(
    webkitRelativePath => ({ name: 'a.jpg', webkitRelativePath }) as File,
  )
  expect(chosenFiles(chosen).map(({ path }) => path)).toEqual(['trip/b.jpg'])
})

test('a file that cannot be read is told by its path, and the others are dropped', async () => {
  const { files, unreadable } = await drop({ 'a.jpg': 'unreadable', trip: { 'b.jpg': 'file', 'c.jpg': 'unreadable' } })
  expect([files.map(({ path }) => path), unreadable]).toEqual([['trip/b.jpg'], ['a.jpg', 'trip/c.jpg']])
})
