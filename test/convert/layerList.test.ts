import { expect, test } from 'vitest'
import { createFault } from '../../src/convert/createFault.ts'
import { kerasLayersOf } from '../../src/convert/hdf5/kerasLayersOf.ts'
import { openHdf5 } from '../../src/convert/hdf5/openHdf5.ts'
import { readConfig } from '../../src/convert/hdf5/readConfig.ts'
import { defaultFacts, networkOf } from '../../src/convert/keras/networkOf.ts'
import { hasRetinaNet, needsRetinaNet, readRetinaNetJson, retinaNetFile } from '../helper/retinaNetFiles.ts'

const fault = createFault('model')
const layersOf = (json: string) => kerasLayersOf(readConfig(json, fault))

test.skipIf(!hasRetinaNet)(
  `the layers of a file are those of the published topology; padding_conv1 and the detections are more ${needsRetinaNet}`,
  async () => {
    const { modelTopology } = readRetinaNetJson<{ modelTopology: { model_config: unknown } }>(
      'resnet50_coco_best_v2.1.0.topology.json',
    )
    const published = layersOf(JSON.stringify(modelTopology.model_config))
    const file = await openHdf5(await retinaNetFile('r50_coco80_inference.h5'), fault)
    const layers = layersOf(file.texts(file.group('/')!, 'model_config')![0]!)
    file.close()

    expect([...layers.keys()].filter(name => !published.has(name)).sort()).toEqual([
      'anchors',
      ...['anchors_0', 'anchors_1', 'anchors_2', 'anchors_3', 'anchors_4'],
      'boxes',
      'clipped_boxes',
      'filtered_detections',
      'padding_conv1',
    ])
    const differing = [...published].filter(
      ([name, layer]) => JSON.stringify(layers.get(name)) !== JSON.stringify(layer),
    )
    expect(differing.map(([name]) => name)).toEqual(['conv1'])
    expect(networkOf(published, defaultFacts, fault)).toMatchObject({
      backbone: 'resnet50',
      conv1: 'SAME',
      classes: 80,
      anchorsPerPosition: 9,
    })
  },
)
