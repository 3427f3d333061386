import { type InvalidCode, lineProblem } from './lineProblem.ts'

/** What a column may be, and what it may be called; case, spaces, - and _ do not matter. */
const names = {
  file_name: ['filename', 'image', 'imagename', 'imagepath', 'path'],
  image_id: ['imageid'],
  category: ['category', 'class', 'label', 'categoryname', 'classname', 'labelname'],
  category_id: ['categoryid', 'classid', 'labelid'],
  score: ['score', 'confidence', 'conf'],
  iscrowd: ['iscrowd'],
  area: ['area'],
  image_width: ['imagewidth'],
  image_height: ['imageheight'],
  x: ['x', 'left'],
  y: ['y', 'top'],
  width: ['width', 'w'],
  height: ['height', 'h'],
  xmin: ['xmin', 'x1'],
  ymin: ['ymin', 'y1'],
  xmax: ['xmax', 'x2'],
  ymax: ['ymax', 'y2'],
} as const

export type CsvColumn = keyof typeof names

/** Where the columns are that are read: positions in a row, from 0. */
export type CsvHeader = {
  readonly at: { readonly [column in CsvColumn]?: number }
  /** names as the file has them */
  readonly titles: readonly string[]
  /** positions of x, y, width, height, or of xmin, ymin, xmax, ymax */
  readonly box: readonly [number, number, number, number]
  readonly boxForm: 'SIZE' | 'CORNERS'
}

const understood = [
  'of the image: file_name (or image), image_id, image_width, image_height',
  'of the category: category (or class, label), category_id',
  'of the box: x, y, width, height, or xmin, ymin, xmax, ymax (or x1, y1, x2, y2)',
  'others: score (or confidence), iscrowd, area',
].join('; ')

const mostShown = 20

/** 'the columns 'x', 'y' …', cut short. */
export function sayColumns(titles: readonly string[]): string {
  const shown = titles.slice(0, mostShown).map(title => `'${cutShort(title)}'`)
  const more = titles.length - shown.length
  return `the columns ${shown.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`
}

const cutShort = (title: string) => (title.length <= 80 ? title : `${title.slice(0, 79)}…`)

const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '')

/**
 * Finds the columns by their names; those of other names are not read. Beside corners, width and height are those of the
 * image, as TensorFlow's tools write them.
 * @throws InvalidInput for a column that is missing, or is there twice
 */
export function readCsvHeader(titles: readonly string[], path: string, code: InvalidCode): CsvHeader {
  const at: { [column in CsvColumn]?: number } = {}
  const fail = (expected: string, received: string) =>
    lineProblem({ code, path, line: 1 }, expected, received, `Columns that are read, by their names: ${understood}.`)

  for (const [column, aliases] of Object.entries(names) as [CsvColumn, readonly string[]][]) {
    const found = titles.flatMap((title, index) => (aliases.includes(plain(title)) ? [index] : []))
    if (found.length > 1) {
      throw fail(
        `one column for ${column}`,
        found
          .slice(0, mostShown)
          .map(index => `'${titles[index]}'`)
          .join(' and '),
      )
    }
    if (found[0] !== undefined) at[column] = found[0]
  }

  const four = (...columns: CsvColumn[]) => columns.map(column => at[column]).filter(index => index !== undefined)
  const sizes = four('x', 'y', 'width', 'height')
  const corners = four('xmin', 'ymin', 'xmax', 'ymax')
  const received = sayColumns(titles)
  if (at.file_name === undefined && at.image_id === undefined)
    throw fail('a header with file_name or image_id', received)
  if (at.category === undefined && at.category_id === undefined)
    throw fail('a header with category or category_id', received)
  if (sizes.length < 4 && corners.length < 4)
    throw fail('a header with x, y, width, height or xmin, ymin, xmax, ymax', received)
  if (sizes.length === 4 && corners.length === 4) throw fail('a header with one kind of box', received)
  const boxForm = corners.length === 4 ? 'CORNERS' : 'SIZE'
  if (boxForm === 'CORNERS') {
    at.image_width ??= at.width
    at.image_height ??= at.height
  }
  return { at, titles, box: (boxForm === 'CORNERS' ? corners : sizes) as [number, number, number, number], boxForm }
}
