import { expect, test } from 'vitest'
import { weightShapes } from '../../../src/convert/network/layers.ts'
import { layersOf } from '../../../src/convert/network/layersOf.ts'
import { hasRetinaNet, needsRetinaNet, readRetinaNetJson } from '../../helper/retinaNetFiles.ts'

type Weights = { name: string; shape: number[] }[]

const shapesOf = (backbone: 'resnet50' | 'resnet101' | 'resnet152') =>
  weightShapes(layersOf('image', { backbone, conv1: 'PADDED', classes: 80, anchorsPerPosition: 9 }))

const sorted = (entries: Iterable<readonly [string, readonly number[]]>) =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1))

test.skipIf(!hasRetinaNet)(
  `resnet50 asks for the weights of the published file by name and shape ${needsRetinaNet}`,
  () => {
    const { weightsManifest } = readRetinaNetJson<{ weightsManifest: { weights: Weights }[] }>(
      'resnet50_coco_best_v2.1.0.topology.json',
    )
    const published = weightsManifest.flatMap(({ weights }) => weights)
    expect(published).toHaveLength(301)
    expect(sorted(shapesOf('resnet50'))).toEqual(sorted(published.map(({ name, shape }) => [name, shape])))
  },
)

test.skipIf(!hasRetinaNet).each([
  ['resnet101', 'r101_weights.json', 556],
  ['resnet152', 'r152_weights.json', 811],
] as const)(
  `%s asks for the weights of %s by name and shape, %i of them ${needsRetinaNet}`,
  (backbone, file, count) => {
    const weights = readRetinaNetJson<Weights>(file)
    expect(weights).toHaveLength(count)
    expect(sorted(shapesOf(backbone))).toEqual(sorted(weights.map(({ name, shape }) => [name, shape])))
  },
)
