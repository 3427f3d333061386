import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { headBytes, modelFileKind } from '../convert/modelFileKind.ts'
import { AppError } from '../errors.ts'

/** What a protocol buffer, and so one ONNX file, can hold. */
const mostBytes = 2 ** 31

const convert = 'npx fovea models convert FILE --name NAME'
const ofKeras = `If it is a keras-retinanet model: ${convert}. Make an ONNX file of any other.`
const ofFolder = `Save a keras-retinanet model as one .h5 file or frozen graph: ${convert}. Make an ONNX file of any other.`

/** Of the kinds that TensorFlow writes: which one, and what to do with it. */
async function tensorFlowKind(source: string, isFolder: boolean): Promise<{ found: string; hint: string } | undefined> {
  const savedModel = { found: 'found a SavedModel', hint: ofFolder }
  if (isFolder) return (await stat(join(source, 'saved_model.pb')).catch(() => undefined)) && savedModel
  await using file = await open(source)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes))
  const kind = modelFileKind(buffer.subarray(0, bytesRead))
  if (kind === 'HDF5') return { found: 'found a Keras file (.h5)', hint: ofKeras }
  if (kind === 'GRAPH') return { found: 'found a graph of TensorFlow', hint: ofKeras }
  return kind.found === 'a SavedModel' ? savedModel : undefined
}

/**
 * Refuses what cannot be an ONNX file, before it is copied.
 * @throws AppError BAD_USER_INPUT
 */
export async function checkOnnxFile(source: string): Promise<void> {
  const wrong = (reason: string, hint?: string) =>
    new AppError('BAD_USER_INPUT', `${source}: expected an ONNX file but ${reason}.`, { ...(hint && { hint }) })
  try {
    const found = await stat(source)
    const isFolder = found.isDirectory()
    if (!found.isFile() && !isFolder) throw wrong('it is no file')
    const other = await tensorFlowKind(source, isFolder)
    if (other) throw wrong(other.found, other.hint)
    if (isFolder) throw wrong('it is a folder')
    if (found.size >= mostBytes) throw wrong(`it has ${(found.size / 1e9).toFixed(1)} GB, and none has more than 2`)
  } catch (error) {
    if (error instanceof AppError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw wrong(code === 'ENOENT' ? 'there is no such file' : message)
  }
}
