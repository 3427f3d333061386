import type { GroundTruth } from '../../eval/groundTruth.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { createGroundTruthBuilder } from '../../eval/pack/createGroundTruthBuilder.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import { createJsonText, type JsonText, type Reading } from './json/createJsonText.ts'
import { createRowScanner } from './json/createRowScanner.ts'
import { type Rows, readRows } from './json/readRows.ts'

const annotationFields = [
  { name: 'id' },
  { name: 'image_id' },
  { name: 'category_id' },
  { name: 'bbox', length: 4 },
  { name: 'area', optional: true },
  { name: 'iscrowd', optional: true },
]

/**
 * Reads a COCO annotation file, a JSON object with `images`, `annotations` and `categories` in any order, byte by byte:
 * like `packGroundTruth(JSON.parse(text))`, in memory that does not grow with what is not read, such as masks.
 * @throws InvalidInput DATASET_INVALID, DUPLICATE_ID
 */
export async function readCocoGroundTruth(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<GroundTruth> {
  const { addImage, addAnnotation, addAnnotationRows, addCategory, finish } = createGroundTruthBuilder()
  const table = { scanner: createRowScanner(annotationFields), addRows: addAnnotationRows }
  const lists = [
    { name: 'images', add: addImage },
    { name: 'annotations', add: addAnnotation, table },
    { name: 'categories', add: addCategory },
  ]
  const text = createJsonText('DATASET_INVALID')
  await text.feed(chunks, readDataset(text, new Map(lists.map(list => [list.name, list]))))
  return finish()
}

function* readDataset(text: JsonText, lists: ReadonlyMap<unknown, Rows>): Reading {
  yield* text.skipMark()
  if ((yield* text.peek()) === 0x5b && /"score"/.test(yield* text.preview()))
    throw invalid(
      'expected an object with images, annotations and categories, received an array that looks like detections.',
      'Are the two files swapped? The ground truth comes first.',
    )
  if ((yield* text.peek()) !== 0x7b) throw yield* text.unexpected('an object with images, annotations and categories')
  const keys = new Set<unknown>()
  yield* text.take('{')
  if ((yield* text.peek()) === 0x7d) yield* text.take('}')
  else
    do {
      if ((yield* text.peek()) !== 0x22) throw yield* text.unexpected('a key')
      const key = yield* text.read()
      yield* text.take(':')
      const list = lists.get(key)
      if (list === undefined) yield* text.skip()
      else if (keys.has(key)) throw invalid(`${key}: expected one array, received a second.`)
      else if ((yield* text.peek()) === 0x5b) yield* readRows(text, list)
      else throw invalid(`${key}: expected an array, received ${showValue(yield* text.read())}.`)
      keys.add(key)
    } while ((yield* text.take(',}')) === ',')
  if ((yield* text.peek()) !== -1) throw yield* text.unexpected('nothing behind the object')

  for (const name of lists.keys())
    if (!keys.has(name))
      throw invalid(`${name}: expected an array, received nothing.`, `Its keys are ${showValue([...keys])}.`)
}

function invalid(message: string, hint?: string): InvalidInput {
  return new InvalidInput('DATASET_INVALID', message, hint)
}
