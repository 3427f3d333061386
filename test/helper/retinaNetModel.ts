import { basename } from 'node:path'
import { defaultFacts } from '../../src/convert/keras/networkOf.ts'
import type { Layout } from '../../src/convert/writeRetinaNet.ts'
import { retinaNetManifest } from '../../src/models/retinaNetManifest.ts'
import { modelFolder } from '../detector/modelFolder.ts'
import { convertedRetinaNet } from './convertedRetinaNet.ts'

/** A folder with the frozen graph of ../shared/retinanet as the model `retinanet`; goes away with `using`. */
export async function retinaNetModel(layout: Layout) {
  const { path, sha256 } = await convertedRetinaNet('r50_coco80_frozen.pb', layout)
  const about = { name: 'retinanet', licence: 'none', description: 'made-up weights', labels: 'COCO_80' } as const
  const manifest = {
    ...retinaNetManifest(defaultFacts, layout, about),
    file: basename(path),
    sha256,
  }
  return { manifest, ...modelFolder({ 'retinanet.json': manifest }, { [manifest.file]: path }) }
}
