import { open, stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { InvalidInput } from '../../eval/invalidInput.ts'
import type { InvalidCode } from './lineProblem.ts'
import { unreadable } from './readTextFile.ts'

export type Format = 'COCO' | 'YOLO' | 'VOC' | 'CSV'

const described: Record<Format, string> = {
  COCO: 'COCO JSON (a file .json or .json.gz)',
  YOLO: 'YOLO (a folder with data.yaml or label files .txt)',
  VOC: 'Pascal VOC (a folder with Annotations/*.xml)',
  CSV: 'CSV (a file .csv)',
}

/** By the end of the name of a file. */
const endings: readonly (readonly [RegExp, Format])[] = [
  [/\.json(?:\.gz)?$/i, 'COCO'],
  [/\.[ct]sv(?:\.gz)?$/i, 'CSV'],
  [/\.ya?ml$/i, 'YOLO'],
]

/**
 * Which format a file or a folder has: a file by its name, else by its first character, a folder by the files in it; a
 * pipe is taken for COCO.
 * @param accepted those that the caller can read, COCO among them
 * @throws InvalidInput where there is nothing, where it may be two formats or none: what was looked for, what was found
 */
export async function detectFormat<Accepted extends Format>(
  path: string,
  accepted: readonly Accepted[],
  code: InvalidCode,
): Promise<Accepted> {
  const found = await stat(path).catch(error => {
    throw unreadable(path, 'file', code, error)
  })
  // A pipe can be read only once: `fovea eval val.json <(zcat results.json.gz)`.
  if (found.isFIFO()) return 'COCO' as Accepted
  const look = found.isDirectory()
    ? await (await import('./lookIntoFolder.ts')).lookIntoFolder(path, code)
    : await lookAt(path, code)
  return choose(path, look, accepted, code)
}

/**
 * The same of a file that is not on disk.
 * @param start its first bytes, unpacked
 * @throws InvalidInput where it may be none of the formats
 */
export function formatOfFile<Accepted extends Format>(
  name: string,
  start: Uint8Array,
  accepted: readonly Accepted[],
  code: InvalidCode,
): Accepted {
  return choose(name, lookAtName(name, code) ?? lookAtStart(name, start), accepted, code)
}

/** The formats that something may have, and what was seen of it, as a message says it. */
export type Look = { readonly formats: readonly Format[]; readonly seen: string; readonly hint?: string }

function choose<Accepted extends Format>(
  path: string,
  { formats, seen, hint }: Look,
  accepted: readonly Accepted[],
  code: InvalidCode,
): Accepted {
  const readable = accepted.filter(format => formats.includes(format))
  const [format, another] = readable
  if (format !== undefined && another === undefined) return format
  if (another !== undefined) {
    const names = readable.map(name => described[name]).join(' and ')
    throw new InvalidInput(
      code,
      `'${path}': expected one format, found signs of ${names}: ${seen}.`,
      'Give the folder of one of them.',
    )
  }
  const expected = accepted.map(name => described[name]).join(', ')
  throw new InvalidInput(code, `'${path}': expected ${expected}; found ${seen}.`, hint)
}

async function lookAt(path: string, code: InvalidCode): Promise<Look> {
  const byName = lookAtName(path, code)
  if (byName) return byName
  const start = await readStart(path).catch(error => {
    throw unreadable(path, 'file', code, error)
  })
  return lookAtStart(path, start)
}

function lookAtName(path: string, code: InvalidCode): Look | undefined {
  const byName = endings.find(([ending]) => ending.test(path))
  // Only a ground truth is described by a data.yaml.
  if (!byName || (byName[1] === 'YOLO' && code === 'DETECTIONS_INVALID')) return undefined
  return { formats: [byName[1]], seen: `a file ${posix.extname(path)}` }
}

const startBytes = 64

function lookAtStart(path: string, bytes: Uint8Array): Look {
  // A character for each byte.
  const start = Buffer.from(bytes.subarray(0, startBytes)).toString('latin1')
  if (/^(?:\xef\xbb\xbf)?\s*[{[]/.test(start)) return { formats: ['COCO'], seen: 'JSON' }
  if (start === '') return { formats: [], seen: 'an empty file' }
  if (start.startsWith('PK\x03\x04')) {
    return { formats: [], seen: 'a ZIP archive', hint: 'Unpack it, and give the folder.' }
  }
  if (/\.(?:xml|txt)$/i.test(path)) {
    return { formats: [], seen: 'a file of one image', hint: 'Give the folder that it is in.' }
  }
  return { formats: [], seen: `a file that begins with ${JSON.stringify(start.slice(0, 16))}` }
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
