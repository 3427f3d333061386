import type { Detections } from '../../eval/detections.ts'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { createDetectionsBuilder } from '../../eval/pack/createDetectionsBuilder.ts'
import { createJsonText, type JsonText, type Reading } from './json/createJsonText.ts'
import { createRowScanner } from './json/createRowScanner.ts'
import { type Rows, readRows } from './json/readRows.ts'

const fields = [{ name: 'image_id' }, { name: 'category_id' }, { name: 'bbox', length: 4 }, { name: 'score' }]

/** What a detection takes in a file, about; of most files more. */
const bytesPerDetection = 100

/**
 * Reads COCO results, a JSON array of detections, byte by byte: like `packDetections(JSON.parse(text))`, at a fraction
 * of the time and memory.
 * @param options.bytes how many bytes there are to read, if known: room is made for them at once
 * @throws InvalidInput DETECTIONS_INVALID
 */
export async function readCocoResults(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { bytes = 0 }: { bytes?: number } = {},
): Promise<Detections> {
  const capacity = Math.max(1024, Math.ceil(bytes / bytesPerDetection))
  const { add, addRows, finish } = createDetectionsBuilder({ capacity })
  const text = createJsonText('DETECTIONS_INVALID')
  const rows = { name: 'detections', add, table: { scanner: createRowScanner(fields), addRows } }
  await text.feed(chunks, readResults(text, rows))
  return finish()
}

function* readResults(text: JsonText, rows: Rows): Reading {
  yield* text.skipMark()
  if ((yield* text.peek()) === 0x7b) refuseDataset(yield* text.preview())
  if ((yield* text.peek()) !== 0x5b) throw yield* text.unexpected('an array of detections')
  yield* readRows(text, rows)
  if ((yield* text.peek()) !== -1) throw yield* text.unexpected('nothing behind the array of detections')
}

/** @throws InvalidInput for an object of lists, of what is on the images or of what was detected */
function refuseDataset(start: string): void {
  const list = /"(images|annotations|categories)"/.exec(start)?.[1]
  if (list === undefined) return
  if (/"score"\s*:/.test(start))
    throw new InvalidInput(
      'DETECTIONS_INVALID',
      `expected an array of detections, received an object with "${list}", and scores in it.`,
      'Give the array of detections itself: [{"image_id": …, "category_id": …, "bbox": […], "score": …}, …].',
    )
  throw new InvalidInput(
    'DETECTIONS_INVALID',
    'expected an array of detections, received an object that looks like a ground truth.',
    'Are the two files swapped? The ground truth comes first.',
  )
}
