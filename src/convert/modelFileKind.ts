const hdf5 = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])

const saveAgain = 'Save the model once more with Keras 2 as one .h5 file: model.save("model.h5").'

/** Another kind of file, and what to do with it. */
type OtherFile = { found: string; hint?: string }

/** First bytes, and the kind of file that begins with them. */
const others: readonly (readonly [string, OtherFile])[] = [
  ['\x1f\x8b', { found: 'a gzip file', hint: 'Unpack it first: gunzip.' }],
  ['PK\x03\x04', { found: 'a zip archive, as .keras files are', hint: saveAgain }],
  ['BZh', { found: 'a bzip2 file', hint: 'Unpack it first: bunzip2.' }],
  ['\xfd7zXZ\x00', { found: 'an xz file', hint: 'Unpack it first: unxz.' }],
  ['\x80\x02', { found: 'a Python pickle' }],
]

/** As many of the first bytes as it takes: the first node of a graph ends its name, which is text, before that. */
export const headBytes = 1024

/** UTF-8 has no bytes above 0xF4. */
const isText = (head: Buffer) => head.every(byte => (byte >= 0x20 && byte < 0xf5) || (byte >= 0x09 && byte <= 0x0d))

/**
 * What a file is by its first bytes, `headBytes` if it has as many. A GraphDef has no signature of its own: its first
 * field, a node, is number 1 and begins with 0x0A; those of ONNX and SavedModel begin with a version as field 1, 0x08.
 */
export function modelFileKind(head: Buffer): 'HDF5' | 'GRAPH' | OtherFile {
  if (head.length === 0) return { found: 'an empty file' }
  if (head.subarray(0, 8).equals(hdf5)) return 'HDF5'
  const start = head.toString('latin1')
  const other = others.find(([signature]) => start.startsWith(signature))
  if (other) return other[1]
  if (start.slice(4, 8) === 'TFL3')
    return { found: 'a TensorFlow Lite file', hint: 'Convert the model that it was made from.' }
  if (isText(head)) return { found: 'text', hint: 'A graph in text form (.pbtxt) has to be saved in binary form.' }
  if (head[0] === 0x0a) return 'GRAPH'
  if (head[0] === 0x08 && head[1] === 1)
    return { found: 'a SavedModel', hint: `Freeze it to one graph with constants. Or: ${saveAgain}` }
  if (head[0] === 0x08) return { found: 'what looks like an ONNX file', hint: 'Add it as it is: fovea models add.' }
  if (head.every(byte => byte === 0)) return { found: 'zeros' }
  return { found: 'a file of another kind' }
}
