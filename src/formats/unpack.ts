import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { InvalidInput } from '../../eval/invalidInput.ts'
import type { InvalidCode } from './lineProblem.ts'

type Chunks = AsyncGenerator<Uint8Array, void, undefined>

type Cap = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

/** What begins with these bytes is no text, and what it is instead. */
const signatures = [
  { begins: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive' },
  { begins: [0x42, 0x5a, 0x68], name: 'data packed by bzip2' },
  { begins: [0xfd, 0x37, 0x7a, 0x58], name: 'data packed by xz' },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], name: 'data packed by zstd' },
  { begins: [0x37, 0x7a, 0xbc, 0xaf], name: 'a 7z archive' },
]
const signatureBytes = 4

/** Some tools pack what is packed already; each further layer may hide a thousand times as much. */
const mostLayers = 2

/**
 * The text that bytes hold: unpacked where they are gzip, of one member or several, or gzip within gzip.
 * @param newCap makes what passes chunks on, or throws when they are too many: one for the file, and one for each layer of
 * gzip, as a layer of which little comes out may still take long to unpack
 * @param layers how many have been unpacked already
 * @throws InvalidInput for no bytes at all, for gzip that is cut off, damaged or packed more than twice, for other packed
 * data and for UTF-16
 */
export async function* unpack(
  chunks: AsyncIterable<Uint8Array>,
  code: InvalidCode,
  newCap: () => Cap = () => all => all,
  layers = 0,
): AsyncGenerator<Uint8Array, void, undefined> {
  const rest = newCap()(chunks)[Symbol.asyncIterator]()
  async function* whole(start: Uint8Array): Chunks {
    yield start
    yield* { [Symbol.asyncIterator]: () => rest }
  }
  try {
    const start = await beginningOf(rest)
    if (start[0] === 0x1f && start[1] === 0x8b) {
      if (layers === mostLayers) throw packedTooOften(code)
      yield* unpack(gunzip(whole(start), code), code, newCap, layers + 1)
    } else {
      refuseOther(start, code)
      yield* whole(start)
    }
  } finally {
    await rest.return?.()
  }
}

const packedTooOften = (code: InvalidCode) =>
  new InvalidInput(
    code,
    `expected text, packed by gzip once or twice, received gzip within gzip, ${mostLayers + 1} times or more.`,
    'Unpack it, and give what is in it.',
  )

/** The first chunk, or as many as have the bytes of a signature. */
async function beginningOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array()
  while (start.length < signatureBytes) {
    const { done, value } = await chunks.next()
    if (done) break
    start = value.length < signatureBytes || start.length > 0 ? Buffer.concat([start, value]) : value
  }
  return start
}

function refuseOther(start: Uint8Array, code: InvalidCode): void {
  const fail = (received: string, hint?: string): never => {
    throw new InvalidInput(code, `expected text, received ${received}.`, hint)
  }
  if (start.length === 0) fail('nothing: it is empty')
  const packed = signatures.find(({ begins }) => begins.every((byte, index) => byte === start[index]))
  if (packed) fail(packed.name, 'Unpack it, and give what is in it. Only gzip is read as it is.')
  const [first, second] = start
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (isMarked || first === 0 || second === 0) fail('UTF-16', 'Save it as UTF-8.')
}

/** @throws InvalidInput where it is cut off or damaged */
async function* gunzip(chunks: Chunks, code: InvalidCode): Chunks {
  const unzip = createGunzip({ chunkSize: 256 * 1024 })
  // Failures of either end the loop below.
  pipeline(Readable.from(copied(chunks)), unzip, () => undefined)
  try {
    for await (const chunk of unzip) yield chunk
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code
    if (problem === 'Z_BUF_ERROR')
      throw new InvalidInput(code, 'the gzip data is cut off.', 'Copy or download the file again.')
    if (problem?.startsWith('Z_'))
      throw new InvalidInput(
        code,
        `the gzip data is damaged (${(error as Error).message}).`,
        'Copy or download the file again.',
      )
    throw error
  }
}

/** Chunks that stay as they are: a stream holds several at a time. */
async function* copied(chunks: Chunks): Chunks {
  for await (const chunk of chunks) yield Buffer.from(chunk)
}
