import type { DroppedFile } from '../parts/droppedFiles.ts'

/** How ground truth seems to be written, by the names of its files; the server has the last word. */
export type PlannedFormat = 'COCO' | 'CSV' | 'YOLO' | 'VOC' | 'ARCHIVE'

/** One way to make a dataset of what was dropped. */
export type UploadChoice = {
  /** its own among the choices */
  readonly key: string
  readonly format: PlannedFormat
  /** what the dataset is called unless said otherwise: the folder or the file, without its ending */
  readonly name: string
  /** one file to send as it is, or the files of labels, to be packed together with the photos */
  readonly groundTruth: readonly DroppedFile[]
  readonly photos: readonly DroppedFile[]
  /** of photos, to be sent as they are */
  readonly archives: readonly DroppedFile[]
  /** whether one archive is made of all of it in the browser */
  readonly pack: boolean
}

/** What can be done with dropped files. */
export type UploadPlan = {
  /** none where there is no ground truth; several where it has to be asked which */
  readonly choices: readonly UploadChoice[]
  readonly photos: readonly DroppedFile[]
  /** zip, tar, tar.gz */
  readonly archives: readonly DroppedFile[]
  /** of no use in any choice, such as notes, or photos that fovea cannot read */
  readonly ignored: readonly DroppedFile[]
}

const photo = /\.(?:jpe?g|png|webp)$/i
const archive = /\.(?:zip|tar|tar\.gz|tgz)$/i
const coco = /\.json(?:\.gz)?$/i
const csv = /\.[ct]sv(?:\.gz)?$/i
const label = /\.txt$/i
const voc = /\.xml$/i
/** What names the classes of YOLO labels. */
const classes = /(?:^|\/)(?:classes\.txt|predefined_classes\.txt)$|\.(?:ya?ml|names|data)$/i
/** Texts beside labels that are none: notes of tools, and the lists of images of VOC and Darknet. */
const note = /(?:^|\/)(?:readme[^/]*|licen[cs]e[^/]*|requirements\.txt)$|(?:^|\/)ImageSets\//i

const endings = /\.(?:tar\.gz|json\.gz|csv\.gz|tsv\.gz|[^./]+)$/i

const lastOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
/** The name of a file without its folders and its ending. */
export const stemOf = (path: string): string => lastOf(path).replace(endings, '')

/** The folder that all of the paths lie in; null where there is none. */
export function commonFolder(paths: readonly string[]): string | null {
  const [folder] = (paths[0] ?? '').split('/')
  return folder && paths.every(path => path.startsWith(`${folder}/`)) ? folder : null
}

function chosen(files: readonly DroppedFile[], photos: readonly DroppedFile[], folder: string | null): UploadChoice[] {
  const of = (pattern: RegExp) => files.filter(({ path }) => pattern.test(path))
  const single = (format: 'COCO' | 'CSV' | 'ARCHIVE', file: DroppedFile): UploadChoice => ({
    key: file.path,
    format,
    name: (format === 'ARCHIVE' ? null : folder) ?? stemOf(file.path),
    groundTruth: [file],
    photos,
    // Beside another archive that is the ground truth it may be anything.
    archives: format === 'ARCHIVE' ? [] : of(archive),
    pack: false,
  })
  const packed = (format: 'YOLO' | 'VOC', groundTruth: DroppedFile[]): UploadChoice => ({
    key: format,
    format,
    name: folder ?? 'Dataset',
    groundTruth,
    photos,
    archives: [],
    pack: true,
  })
  const names = of(classes)
  const labels = of(label).filter(({ path }) => !classes.test(path) && !note.test(path))
  const drawings = of(voc)
  return [
    ...of(archive).map(file => single('ARCHIVE', file)),
    ...of(coco).map(file => single('COCO', file)),
    ...of(csv).map(file => single('CSV', file)),
    ...(labels.length > 0 ? [packed('YOLO', [...names, ...labels])] : []),
    ...(drawings.length > 0 ? [packed('VOC', drawings)] : []),
  ]
}

/** What dropped files can be as a dataset, told by their names alone. */
export function planUpload(files: readonly DroppedFile[]): UploadPlan {
  const photos = files.filter(({ path }) => photo.test(path))
  const choices = chosen(files, photos, commonFolder(files.map(({ path }) => path)))
  const used = new Set([...photos, ...choices.flatMap(({ groundTruth }) => groundTruth)])
  return {
    choices,
    photos,
    archives: files.filter(({ path }) => archive.test(path)),
    ignored: files.filter(file => !used.has(file)),
  }
}

/** Files that a choice makes no use of: those of no use at all, and what the other choices are about. */
export function leftOutOf({ choices, archives, ignored }: UploadPlan, choice: UploadChoice): DroppedFile[] {
  const used = new Set([...choice.groundTruth, ...choice.photos, ...choice.archives])
  const others = new Set([...choices.flatMap(({ groundTruth }) => groundTruth), ...archives, ...ignored])
  return [...others].filter(file => !used.has(file))
}

/** Whether two of the photos have one name in different folders: they have to be sent with their folders. */
export const haveSameNames = (photos: readonly DroppedFile[]): boolean =>
  new Set(photos.map(({ path }) => lastOf(path))).size < photos.length

/** In bytes, of all files together. */
export const sizeOf = (files: readonly DroppedFile[]): number => files.reduce((sum, { file }) => sum + file.size, 0)
