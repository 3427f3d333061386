import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { type Layout, writeRetinaNet } from '../../src/convert/writeRetinaNet.ts'
import { onceARun, retinaNetFile } from './retinaNetFiles.ts'

/** Path of a file of ../shared/retinanet as ONNX, converted once a run. */
export const convertedRetinaNet = async (name: string, layout: Layout): Promise<string> => {
  const file = await retinaNetFile(name)
  return onceARun(`${name}.${layout}.onnx`, async partial => {
    const model = await openKerasModel(file)
    try {
      await writeRetinaNet(model, partial, { layout })
    } finally {
      model.close()
    }
  })
}
