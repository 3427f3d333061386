import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { packDetections } from '../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../eval/pack/packGroundTruth.ts'
import { readCocoGroundTruth } from '../../src/formats/readCocoGroundTruth.ts'
import { readCocoResults } from '../../src/formats/readCocoResults.ts'

const usual = fc.oneof(
  fc.integer({ min: -10, max: 1000 }).map(String),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(value => JSON.stringify(value)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => JSON.stringify(value)),
  fc.tuple(fc.float({ min: 0, max: 1000, noNaN: true }), fc.nat(20)).map(([value, digits]) => value.toFixed(digits)),
  fc.constantFrom('-0', '1.0', '2E+1', '12345678901234567890.5', '0.000000000000000000000012345678901234567'),
)
const number = fc.oneof({ weight: 500, arbitrary: usual }, { weight: 1, arbitrary: fc.constant('1e400') })
const id = fc.oneof({ weight: 200, arbitrary: fc.nat(30).map(String) }, { weight: 1, arbitrary: number })
const space = fc.constantFrom('', '', '', ' ', '\n', '\t \r\n')
/** Any JSON, or a number. */
const anything = fc.oneof(number, fc.json(), fc.constantFrom('null', 'true', '"\\ud83d\\ude00\\u0041"', '{"a":[{}]}'))

/** A string in quotes, some of its letters as escapes. */
const quotedOf = (name: string) =>
  fc
    .tuple(fc.constant(name), fc.oneof({ weight: 20, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(9) }))
    .map(([text, escaped]) =>
      JSON.stringify(text).replace(/\w/g, (letter, at: number) =>
        at === escaped + 1 ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter,
      ),
    )

const mostly = (value: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 400, arbitrary: value }, { weight: 1, arbitrary: anything })

const arrayOf = (items: fc.Arbitrary<string>, length: { minLength?: number; maxLength: number }) =>
  fc.tuple(fc.array(items, length), space).map(([values, gap]) => `[${gap}${values.join(`${gap},${gap}`)}${gap}]`)

const box = fc.oneof(
  { weight: 200, arbitrary: arrayOf(number, { minLength: 4, maxLength: 4 }) },
  { weight: 1, arbitrary: arrayOf(anything, { maxLength: 6 }) },
)

/** An object of these fields, each written at random, in their order or in any; few lack a field or have more. */
const objectOf = (fields: Record<string, fc.Arbitrary<string>>) => {
  const written = Object.entries(fields).map(([name, value]) => fc.tuple(quotedOf(name), space, mostly(value)))
  const others = fc.tuple(
    fc.oneof(...['x', 'segmentation', '__proto__', 'score', 'id', 'bbox'].map(quotedOf)),
    space,
    anything,
  )
  return fc
    .tuple(
      fc.tuple(...written),
      fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.array(others, { maxLength: 2 })),
      space,
    )
    .chain(([own, more, gap]) => {
      const all = [...own, ...more]
      const some = fc.shuffledSubarray(all, { minLength: all.length - 1 })
      return fc
        .oneof(
          { weight: 9, arbitrary: fc.constant(all) },
          { weight: 3, arbitrary: fc.shuffledSubarray(all, { minLength: all.length }) },
          some,
        )
        .map(
          chosen =>
            `{${gap}${chosen.map(([key, inner, value]) => `${key}${inner}:${inner}${value}`).join(`${gap},${gap}`)}${gap}}`,
        )
    })
}

const name = fc.oneof(
  quotedOf('a.jpg'),
  quotedOf('dog'),
  fc.string({ unit: 'binary' }).map(text => JSON.stringify(text)),
)
const iscrowd = fc.constantFrom('0', '0', '0', '1', '1.0', 'true', 'false', 'null')
const area = fc.oneof({ weight: 9, arbitrary: number }, fc.constant('null'))

const detection = { image_id: id, category_id: id, bbox: box, score: number }
const results = fc.oneof(
  { weight: 5, arbitrary: arrayOf(objectOf(detection), { maxLength: 30 }) },
  arrayOf(objectOf({ ...detection, image_id: name }), { maxLength: 10 }),
  arrayOf(objectOf({ file_name: name, category_name: name, bbox: box, score: number }), { maxLength: 10 }),
)

/** Of the file's own, of which few are equal. */
const key = fc.oneof({ weight: 200, arbitrary: fc.integer().map(String) }, { weight: 1, arbitrary: id })

const annotation = { id: key, image_id: id, category_id: id, bbox: box, area, iscrowd, segmentation: anything }
const dataset = objectOf({
  info: anything,
  images: arrayOf(objectOf({ id: key, file_name: name, width: id, height: id }), { maxLength: 5 }),
  annotations: arrayOf(objectOf(annotation), { maxLength: 12 }),
  categories: arrayOf(objectOf({ id: key, name }), { maxLength: 4 }),
})

/** One byte of the text taken out, put in or changed, or the rest cut off. */
const damaged = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.nat(), fc.constantFrom(...'[]{},:"\\0123456789.eE+-tfnu \n\0\u001f'), fc.nat(3))
    .map(([whole, place, letter, how]) => {
      const at = place % (whole.length + 1)
      if (how === 3) return whole.slice(0, at)
      return whole.slice(0, at) + (how === 0 ? '' : letter) + whole.slice(how === 1 ? at : at + 1)
    })

const text = (arbitrary: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 2, arbitrary }, { weight: 1, arbitrary: damaged(arbitrary) })
const pieceSize = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 300 }))

function* piecesOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

type Outcome = { value: unknown } | { complaint: string } | 'no JSON'

async function outcomeOf(read: () => unknown): Promise<Outcome> {
  try {
    return { value: await read() }
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON'
    if (error instanceof InvalidInput) return { complaint: error.message }
    throw error
  }
}

/** Whether both complain, of different lists: whose complaint comes first depends on the order in the file. */
function complainOfOther(a: Outcome, b: Outcome): boolean {
  if (a === 'no JSON' || b === 'no JSON' || !('complaint' in a) || !('complaint' in b)) return false
  return /^\w+/.exec(a.complaint)?.[0] !== /^\w+/.exec(b.complaint)?.[0]
}

test.each<[string, fc.Arbitrary<string>, (json: string) => unknown, (chunks: Iterable<Uint8Array>) => unknown]>([
  ['results', results, json => packDetections(JSON.parse(json)), chunks => readCocoResults(chunks)],
  ['a ground truth', dataset, json => packGroundTruth(JSON.parse(json)), chunks => readCocoGroundTruth(chunks)],
])(
  '%s of any text, whole or damaged: what JSON.parse and packing give, value or complaint',
  async (_, arbitrary, pack, read) => {
    await fc.assert(
      fc.asyncProperty(text(arbitrary), pieceSize, async (drawn, size) => {
        // A pair of surrogates that was cut apart has no UTF-8.
        const json = drawn.toWellFormed()
        const expected = await outcomeOf(() => pack(json))
        const received = await outcomeOf(() => read(piecesOf(Buffer.from(json), size)))
        if (expected === 'no JSON') expect(received).toHaveProperty('complaint')
        else if (!complainOfOther(expected, received)) expect(received).toEqual(expected)
      }),
      { numRuns: 1500 },
    )
  },
)
