import { posix } from 'node:path'
import type { Format, Look } from './detectFormat.ts'
import { isNeverData } from './fileKinds.ts'
import { isFolder } from './isFolder.ts'
import type { InvalidCode } from './lineProblem.ts'
import { listFiles } from './listFiles.ts'
import { swapFolder } from './swapFolder.ts'

/** The formats that the files in a folder are signs of. */
export async function lookIntoFolder(folder: string, code: InvalidCode): Promise<Look> {
  const names = await listFiles(folder, code)
  // VOC lists its splits in ImageSets/Main/*.txt.
  const labels = names.filter(name => name.endsWith('.txt') && !isNeverData(name) && !/(?:^|\/)ImageSets\//.test(name))
  const classes = names.filter(name => /^[^/]+\.ya?ml$|(?:^|\/)(?:classes\.txt|[^/]+\.names)$/i.test(name))
  const mirror = swapFolder(folder, 'images', 'labels')
  const formats: Format[] = []
  if (names.some(name => /\.xml$/i.test(name))) formats.push('VOC')
  if (labels.length > 0 || (mirror !== folder && (await isFolder(mirror)))) formats.push('YOLO')
  if (formats.length === 0 && classes.length > 0) formats.push('YOLO')
  const tables = names.filter(name => /\.(?:json|[ct]sv)(?:\.gz)?$/i.test(name)).slice(0, 3)
  const paths = tables.map(name => `'${posix.join(folder, name)}'`)
  const hint = paths.length === 0 ? undefined : `Give the file itself: ${paths.join(', ')}.`
  return { formats, seen: summary(names), hint }
}

/** 2 .png ('a.png' …), 1 .docx ('c.docx') */
function summary(names: readonly string[]): string {
  if (names.length === 0) return 'an empty folder'
  const kinds = Map.groupBy(names, name => posix.extname(name).toLowerCase())
  const counted = [...kinds].sort(([, a], [, b]) => b.length - a.length).slice(0, 5)
  return counted
    .map(([kind, all]) => `${all.length} ${kind || 'without extension'} ('${all[0]}'${all.length > 1 ? ' …' : ''})`)
    .join(', ')
}
