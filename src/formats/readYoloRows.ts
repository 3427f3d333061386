import { showValue } from '../../eval/pack/showValue.ts'
import { type InvalidCode, lineProblem } from './lineProblem.ts'
import { parseNumber } from './parseNumber.ts'

/** A line of a label file. */
export type YoloRow = {
  /** the first is 1 */
  readonly line: number
  readonly categoryId: number
  /** x, y, width, height as parts of the image's width and height; x and y of the upper left corner */
  readonly box: readonly [x: number, y: number, width: number, height: number]
  /** 1 where the file has no scores */
  readonly score: number
}

type Source = { path: string; code: InvalidCode; scored: boolean }

/** How far out of 0..1 an annotation may be, by rounding: as much as Ultralytics lets pass. */
const annotationSlack = 0.01
/** A detector may see past the edge; a box of twice the image is in pixels. */
const detectionSlack = 1

/**
 * Reads `class cx cy w h`, everything but the class relative to the image, or `class x1 y1 x2 y2 x3 y3 …`, a polygon of 3
 * points or more, of which the bounding box is taken, as Ultralytics does. With `scored`, a score comes last, where
 * Ultralytics writes it (`save_txt`, `save_conf`); `class score x y w h`, as some tools of Pascal VOC's evaluation want it,
 * cannot be told apart and is not read.
 *
 * Unlike Ultralytics, which takes all lines of a file for polygons when one is, each line is what its own length says.
 * @throws InvalidInput with file and line
 */
export function readYoloRows(text: string, source: Source): YoloRow[] {
  const rows: YoloRow[] = []
  for (const [index, content] of text.split(/\r\n?|\n/).entries()) {
    const fields = content.trim().split(/\s+/)
    if (fields[0] !== '') rows.push(rowOf(fields, index + 1, source))
  }
  return rows
}

function rowOf(fields: readonly string[], line: number, { path, code, scored }: Source): YoloRow {
  const fail = (expected: string, received: string, hint?: string) =>
    lineProblem({ code, path, line }, expected, received, hint)
  const shape = fields.length - (scored ? 1 : 0)
  if (shape < 5 || shape % 2 === 0) {
    const expected = `class cx cy w h${scored ? ' score' : ''}, or class x1 y1 x2 y2 x3 y3 …${scored ? ' score' : ''}`
    throw fail(expected, `${fields.length} fields: ${showValue(fields.join(' '))}`, lengthHint(fields.length, scored))
  }
  const numbers = fields.map((field, index) => {
    const value = parseNumber(field)
    if (value === undefined) throw fail(`a finite number as field ${index + 1}`, showValue(field))
    return value
  })
  const [categoryId = NaN] = numbers
  if (!Number.isSafeInteger(categoryId) || categoryId < 0)
    throw fail('a class that is a whole number from 0', fields[0]!)
  const places = numbers.slice(1, shape)
  const slack = scored ? detectionSlack : annotationSlack
  const outside = places.findIndex(value => value < -slack || value > 1 + slack)
  if (outside !== -1) {
    const hint = 'Divide x by the width and y by the height of the image; a score comes last.'
    throw fail(`parts of the image from 0 to 1`, `${fields[outside + 1]} as field ${outside + 2}`, hint)
  }
  if (shape === 5 && Math.min(places[2]!, places[3]!) < 0)
    throw fail('a width and a height from 0', showValue(fields.join(' ')))
  return {
    line,
    categoryId,
    box: shape === 5 ? fromCentre(places) : around(places),
    score: scored ? numbers.at(-1)! : 1,
  }
}

function lengthHint(length: number, scored: boolean): string | undefined {
  if (scored && length === 5) return 'There is no score: predict with save_txt and save_conf.'
  if (!scored && length === 6) return 'Six fields have a score: are these detections, and the two inputs swapped?'
  return undefined
}

const fromCentre = ([cx = 0, cy = 0, width = 0, height = 0]: readonly number[]) =>
  [cx - width / 2, cy - height / 2, width, height] as const

function around(points: readonly number[]): YoloRow['box'] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at]!, points[at + 1]!]
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return [left, top, right - left, bottom - top]
}
