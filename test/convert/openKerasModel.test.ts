import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KerasModel, Tensor } from '../../src/convert/kerasModel.ts'
import { openKerasModel } from '../../src/convert/openKerasModel.ts'
import { graphNodes, writeGraphFile } from '../helper/graphFile.ts'
import { kerasLayers, writeKerasFile } from '../helper/kerasFile.ts'
import { hasRetinaNet, needsRetinaNet, readRetinaNetJson, retinaNetFile } from '../helper/retinaNetFiles.ts'

type Topology = { weightsManifest: [{ weights: { name: string; shape: number[] }[] }] }

const shapesOf = (tensors: Iterable<Pick<Tensor, 'name' | 'shape'>>) =>
  Object.fromEntries([...tensors].map(({ name, shape }) => [name, [...shape]]))

/** A sum of each tensor's bytes, with its name and shape. */
const sumsOf = ({ tensors }: KerasModel) =>
  new Map(
    [...tensors.values()].map(({ name, shape, read }) => [
      name,
      `[${shape}] ${createHash('sha1').update(read()).digest('hex')}`,
    ]),
  )

const opened = async <Value>(name: string, use: (model: KerasModel) => Value): Promise<Value> => {
  const model = await openKerasModel(await retinaNetFile(name))
  try {
    return use(model)
  } finally {
    model.close()
  }
}

const coco = {
  backbone: 'resnet50',
  conv1: 'PADDED',
  classes: 80,
  anchorsPerPosition: 9,
  regression: { mean: [0, 0, 0, 0], std: [0.2, 0.2, 0.2, 0.2] },
  batchNormEpsilon: 1e-5,
  filtering: { nms: true, classSpecific: true, iouThreshold: 0.5, scoreThreshold: 0.05, maxDetections: 300 },
}

describe.skipIf(!hasRetinaNet)(`files that Keras and TensorFlow wrote ${needsRetinaNet}`, () => {
  test('an inference model has the tensors of the published topology, by name and shape, and its settings', async () => {
    const [{ weights }] = readRetinaNetJson<Topology>('resnet50_coco_best_v2.1.0.topology.json').weightsManifest
    await opened('r50_coco80_inference.h5', ({ network, tensors }) => {
      expect(tensors.size).toBe(301)
      expect(shapesOf(tensors.values())).toEqual(shapesOf(weights))
      expect(network).toMatchObject(coco)
      expect(network.anchors!.map(({ stride }) => stride)).toEqual([8, 16, 32, 64, 128])
    })
  })

  test('Keras 2.15 and both spellings of the graph have the same tensors to the bit, and the same facts', async () => {
    const all = (model: KerasModel) => ({ network: model.network, sums: sumsOf(model) })
    const keras22 = await opened('r50_coco80_inference.h5', all)
    for (const name of ['r50_coco80_inference_keras215.h5', 'r50_coco80_frozen.pb', 'r50_coco80_frozen_old_ops.pb'])
      expect(await opened(name, all), name).toEqual(keras22)
  })

  test('the state of an optimizer is no part of a model; a snapshot has no anchors and conv1 without padding', async () => {
    const plain = await opened('r50_3class_training.h5', sumsOf)
    expect(plain.size).toBe(301)
    await opened('r50_3class_training_opt.h5', model => {
      expect(sumsOf(model)).toEqual(plain)
      expect(model.network).toEqual({
        ...coco,
        conv1: 'SAME',
        classes: 3,
        anchorsPerPosition: 12,
        anchors: undefined,
      })
    })
  })
})

describe.each([
  ['resnet101', 'r101_weights.json', 556],
  ['resnet152', 'r152_weights.json', 811],
] as const)('%s', (backbone, weights, count) => {
  const names = hasRetinaNet && readRetinaNetJson<{ name: string }[]>(weights).map(({ name }) => name)

  test.each([
    ['HDF5', (path: string) => writeKerasFile(path, { layers: kerasLayers(backbone) })],
    ['a graph', async (path: string) => writeGraphFile(path, graphNodes(kerasLayers(backbone)))],
  ])('is known by its layers in %s, with the names of all its weights', async (_, write) => {
    const folder = mkdtempSync(join(tmpdir(), 'fovea-deep-'))
    try {
      const path = join(folder, 'model')
      await write(path)
      const { network, tensors, close } = await openKerasModel(path)
      close()
      expect(network).toMatchObject({ backbone, classes: 2, anchorsPerPosition: 3 })
      expect(tensors.size).toBe(count)
      if (names) expect([...tensors.keys()].sort()).toEqual(names.sort())
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
