import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorBoxes } from '../../../src/convert/anchorBoxes.ts'
import type { AnchorLevel, KerasModel } from '../../../src/convert/kerasModel.ts'
import { levels } from '../../../src/convert/network/featurePyramid.ts'
import { retinaNetGraph } from '../../../src/convert/network/retinaNetGraph.ts'
import { openKerasModel } from '../../../src/convert/openKerasModel.ts'
import { readNpy } from '../../helper/readNpy.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetFile, retinaNetReference } from '../../helper/retinaNetFiles.ts'
import { type NumericArray, withGraph } from '../../helper/runOnnx.ts'
import { largestDifference } from '../../image/largestDifference.ts'

/** Maps of the graph by the name of the reference's file. */
const maps = {
  conv1: 'conv1_relu',
  pool1: 'pool1',
  C3: 'res3d_relu',
  C4: 'res4f_relu',
  C5: 'res5c_relu',
  P3: 'P3',
  P4: 'P4',
  P5: 'P5',
  P6: 'P6',
  P7: 'P7',
  P5_upsampled: 'P5_upsampled',
}

/** `[1, C, H, W]` to rows of C, y then x; of the top left `height` × `width` only. */
function toRows({ data, shape }: NumericArray, height = shape[2]!, width = shape[3]!): Float32Array {
  const [, channels, , columns] = shape as [number, number, number, number]
  const area = shape[2]! * columns
  const rows = new Float32Array(height * width * channels)
  let o = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) rows[o++] = data[c * area + y * columns + x]!
  return rows
}

const joined = (arrays: readonly Float32Array[]) => Float32Array.from(arrays.flatMap(array => [...array]))

const sigmoid = (values: Float32Array) => values.map(value => 1 / (1 + Math.exp(-value)))

const withMaps = (model: KerasModel, anchors: readonly AnchorLevel[]) => {
  const graph = retinaNetGraph(model, anchors, 'keras')
  const heads = levels.flatMap(level => [`${level}_regression`, `${level}_classification`])
  const outputs = [...Object.values(maps), ...heads].map(name => ({
    name,
    type: 'float32' as const,
    shape: ['N', 'C', `${name}_height`, `${name}_width`],
  }))
  return { ...graph, outputs: [...graph.outputs, ...outputs] }
}

const twelve = [8, 16, 32, 64, 128].map(stride => ({
  stride,
  boxes: anchorBoxes({ size: stride * 4, ratios: [0.5, 1, 2, 3], scales: [1, 2 ** (1 / 3), 2 ** (2 / 3)] }),
}))

const stack = (number: string) => `filtered_detections/map/TensorArrayStack${number}/TensorArrayGatherV3`

const even = ['conv1', 'pool1', 'C3', 'C4', 'C5', 'P3', 'P4', 'P5', 'P6', 'P7', 'P5_upsampled']
const odd = ['C4', 'C5', 'P3', 'P4', 'P5', 'P6', 'P7', 'P5_upsampled']

test.skipIf(!hasRetinaNet).each([
  ['r50_coco80_inference.h5', undefined, { synthetic80: even, synthetic80_odd: odd }],
  ['r50_3class_training.h5', twelve, { synthetic3: ['conv1', 'C5'], synthetic3_odd: ['conv1', 'C5'] }],
] as const)(
  `%s as ONNX computes what Keras computes, stage by stage, at even and odd sizes ${needsRetinaNet}`,
  async (name, ownAnchors, sets) => {
    const model = await openKerasModel(await retinaNetFile(name))
    await withGraph(withMaps(model, ownAnchors ?? model.network.anchors!), async run => {
      for (const [set, stages] of Object.entries(sets)) {
        const read = (stage: string) => readNpy(join(retinaNetReference, set, `${stage}.npy`))
        const input = read('input')
        const answer = await run({ input_1: input })
        for (const stage of stages as readonly (keyof typeof maps)[]) {
          const expected = read(stage)
          const [, height, width] = expected.shape
          const found = toRows(answer[maps[stage]]!, height, width)
          expect(largestDifference(found, expected.data), `${set} ${stage}`).toBeLessThan(3e-4)
        }
        const head = (task: string) => joined(levels.map(level => toRows(answer[`${level}_${task}`]!)))
        const differences = {
          regression: largestDifference(head('regression'), read('regression').data),
          classification: largestDifference(sigmoid(head('classification')), read('classification').data),
          boxes: largestDifference(answer[stack('')]!.data, read('out_boxes').data),
          scores: largestDifference(answer[stack('_1')]!.data, read('out_scores').data),
        }
        expect(differences.regression, set).toBeLessThan(3e-4)
        expect(differences.classification, set).toBeLessThan(5e-5)
        expect(differences.boxes, set).toBeLessThan(0.02)
        expect(differences.scores, set).toBeLessThan(1e-4)
        expect([...answer[stack('_2')]!.data], set).toEqual([...read('out_labels').data])
      }
    })
    model.close()
  },
)
