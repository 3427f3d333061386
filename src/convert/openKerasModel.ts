import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { createFault, type Fault } from './createFault.ts'
import { openFrozenGraph } from './frozenGraph/openFrozenGraph.ts'
import { openHdf5Model } from './hdf5/openHdf5Model.ts'
import type { KerasModel } from './kerasModel.ts'
import { mostBytes } from './limits.ts'
import { headBytes, modelFileKind } from './modelFileKind.ts'

const wanted = 'expected a keras-retinanet model, .h5 or frozen .pb,'

/** Why the system refused, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
}

/** Its first bytes, once it is a file of a size that a model can have. */
function readHead(path: string, fault: Fault): Buffer {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) throw fault(`${wanted} but found ${stat.isDirectory() ? 'a folder' : 'no regular file'}`)
    if (stat.size > mostBytes) throw fault(`${wanted} of at most ${mostBytes} bytes but found ${stat.size}`)
    const head = Buffer.alloc(headBytes)
    const file = openSync(path, 'r')
    try {
      return head.subarray(0, readSync(file, head))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const reason = reasons[code]
    throw reason ? fault(`${wanted} but ${reason}`) : error
  }
}

/**
 * Opens a keras-retinanet model: HDF5 of Keras 2, or the frozen TensorFlow graph of an inference model; by the file's
 * first bytes, not by its name. Its tensors are read one by one as they are asked for.
 * @throws AppError MODEL_INVALID when it is another file or network, or is damaged: one line
 */
export async function openKerasModel(path: string): Promise<KerasModel> {
  const fault = createFault(path)
  const kind = modelFileKind(readHead(path, fault))
  if (kind === 'HDF5') return openHdf5Model(path, fault)
  if (kind === 'GRAPH') return openFrozenGraph(path, fault)
  throw fault(`${wanted} but found ${kind.found}`, kind.hint)
}
