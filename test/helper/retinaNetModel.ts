import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Layout } from '../../src/convert/writeRetinaNet.ts'
import { retinaNetManifest } from '../../src/models/retinaNetManifest.ts'
import { modelFolder } from '../detector/modelFolder.ts'
import { convertedRetinaNet } from './convertedRetinaNet.ts'

const filtering = { nms: true, classSpecific: true, iouThreshold: 0.5, scoreThreshold: 0.05, maxDetections: 300 }

/** A folder with the frozen graph of ../shared/retinanet as the model `retinanet`; goes away with `using`. */
export async function retinaNetModel(layout: Layout) {
  const onnx = await convertedRetinaNet('r50_coco80_frozen.pb', layout)
  const about = { name: 'retinanet', licence: 'none', description: 'made-up weights', labels: 'COCO_80' } as const
  const manifest = {
    ...retinaNetManifest({ filtering }, layout, about),
    file: basename(onnx),
    sha256: createHash('sha256').update(readFileSync(onnx)).digest('hex'),
  }
  return { manifest, ...modelFolder({ 'retinanet.json': manifest }, { [manifest.file]: onnx }) }
}
