import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { type Layout, writeRetinaNet } from '../../src/convert/writeRetinaNet.ts'
import { onceARun, retinaNetFile } from './retinaNetFiles.ts'

const onnx = 'model.onnx'
const sum = 'sha256'

/** A file of ../shared/retinanet as ONNX, converted once a run: its path, and the SHA-256 that the converter told. */
export async function convertedRetinaNet(name: string, layout: Layout): Promise<{ path: string; sha256: string }> {
  const file = await retinaNetFile(name)
  const folder = await onceARun(`${name}.${layout}`, async partial => {
    mkdirSync(partial)
    const model = await openKerasModel(file)
    try {
      const { sha256 } = await writeRetinaNet(model, join(partial, onnx), { layout })
      writeFileSync(join(partial, sum), sha256)
    } finally {
      model.close()
    }
  })
  return { path: join(folder, onnx), sha256: readFileSync(join(folder, sum), 'utf8') }
}
