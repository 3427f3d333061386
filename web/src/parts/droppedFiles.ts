/** A file as it was dropped or chosen. */
export type DroppedFile = {
  file: File
  /** from the folder that was dropped: `photos/0001.jpg`; the name alone where there was no folder */
  path: string
}

/** What a drop holds: files, and the paths of files and folders that could not be read. */
export type Dropped = { files: DroppedFile[]; unreadable: string[] }

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

async function walk(entry: FileSystemEntry, found: Dropped): Promise<void> {
  if (entry.name.startsWith('.') || entry.name === '__MACOSX') return
  const path = entry.fullPath.slice(1)
  try {
    if (entry.isFile) found.files.push({ file: await fileOf(entry as FileSystemFileEntry), path })
    else for (const each of await entriesOf(entry as FileSystemDirectoryEntry)) await walk(each, found)
  } catch {
    found.unreadable.push(path)
  }
}

/** The files that an input of type file has, a folder's with their paths in it; hidden ones are left out. */
export const chosenFiles = (files: Iterable<File>): DroppedFile[] =>
  Array.from(files, file => ({ file, path: file.webkitRelativePath || file.name })).filter(
    ({ path }) => !/(^|\/)(\.|__MACOSX\/)/.test(path),
  )

/** The files of a drop or a paste; folders are walked, hidden files and what macOS adds are left out. */
export async function droppedFiles(data: Pick<DataTransfer, 'items' | 'files'>): Promise<Dropped> {
  // All entries first: the list is emptied when the event is over.
  const entries = Array.from(data.items, item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  if (entries.length === 0) return { files: chosenFiles(data.files), unreadable: [] }
  const found: Dropped = { files: [], unreadable: [] }
  for (const entry of entries) await walk(entry, found)
  return found
}
