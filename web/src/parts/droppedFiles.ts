/** A file as it was dropped or chosen. */
export type DroppedFile = {
  file: File
  /** from the folder that was dropped: `photos/0001.jpg`; the name alone where there was no folder */
  path: string
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** `readEntries` gives a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

async function walk(entry: FileSystemEntry): Promise<DroppedFile[]> {
  if (entry.name.startsWith('.') || entry.name === '__MACOSX') return []
  if (entry.isFile) return [{ file: await fileOf(entry as FileSystemFileEntry), path: entry.fullPath.slice(1) }]
  const all: DroppedFile[] = []
  for (const each of await entriesOf(entry as FileSystemDirectoryEntry)) all.push(...(await walk(each)))
  return all
}

/** The files that an input of type file has, a folder's with their paths in it; hidden ones are left out. */
export const chosenFiles = (files: Iterable<File>): DroppedFile[] =>
  Array.from(files, file => ({ file, path: file.webkitRelativePath || file.name })).filter(
    ({ path }) => !/(^|\/)(\.|__MACOSX\/)/.test(path),
  )

/** The files of a drop or a paste; folders are walked, hidden files and what macOS adds are left out. */
export async function droppedFiles(data: DataTransfer): Promise<DroppedFile[]> {
  // All entries first: the list is emptied when the event is over.
  const entries = Array.from(data.items, item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  if (entries.length === 0) return chosenFiles(data.files)
  return (await Promise.all(entries.map(walk))).flat()
}
