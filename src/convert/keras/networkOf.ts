import type { Fault } from '../createFault.ts'
import type { RetinaNet } from '../kerasModel.ts'
import { listed } from '../listed.ts'
import { checkAnchors } from '../network/checkAnchors.ts'
import { shortestFloat32 } from '../shortestFloat32.ts'
import { expectedLayers } from './expectedLayers.ts'
import { findBackbone } from './findBackbone.ts'
import type { KerasLayer, KerasLayers } from './kerasLayer.ts'

/** What an inference model adds to the layers with weights; `anchors` is undefined in a training snapshot. */
export type DetectionFacts = Pick<RetinaNet, 'anchors' | 'regression' | 'filtering'>

/** What keras-retinanet makes of a training snapshot unless told otherwise (layers/filter_detections.py, _misc.py). */
export const defaultFacts: DetectionFacts = {
  anchors: undefined,
  regression: { mean: [0, 0, 0, 0], std: [0.2, 0.2, 0.2, 0.2] },
  filtering: { nms: true, classSpecific: true, iouThreshold: 0.5, scoreThreshold: 0.05, maxDetections: 300 },
}

const hint = 'fovea converts RetinaNets as keras-retinanet builds them, with its five levels and its two heads.'

const words = ({ what, inputs }: KerasLayer) => `${what} of ${listed(inputs, 6)}`

function checkLayers(layers: KerasLayers, expected: KerasLayers, fault: Fault): void {
  for (const [name, layer] of expected) {
    const found = layers.get(name)
    if (!found) throw fault(`expected a layer ${name} (${words(layer)}) but found none`, hint)
    if (found.what !== layer.what || found.inputs.join() !== layer.inputs.join())
      throw fault(`expected the layer ${name} to be ${words(layer)} but found ${words(found)}`, hint)
  }
}

/** Classes, and anchors at each position, by what the heads give. */
function countOutputs(layers: KerasLayers, fault: Fault) {
  const channelsOf = (name: string) => layers.get(name)?.channels ?? 0
  const numbers = channelsOf('pyramid_regression_reshape')
  const classes = channelsOf('pyramid_classification_reshape')
  if (numbers !== 4) throw fault(`expected a box of 4 numbers from the head of boxes but found ${numbers}`, hint)
  const regression = channelsOf('pyramid_regression')
  const classification = channelsOf('pyramid_classification')
  const anchorsPerPosition = regression / 4
  if (!Number.isInteger(anchorsPerPosition) || !(classes > 0) || classification !== anchorsPerPosition * classes)
    throw fault(
      `expected heads of anchors × 4 and anchors × ${classes} channels but found ${regression} and ${classification}`,
    )
  return { classes, anchorsPerPosition }
}

function checkFacts({ anchors, regression, filtering }: DetectionFacts, perPosition: number, fault: Fault): void {
  if (anchors) checkAnchors(anchors, perPosition, fault)
  const { mean, std } = regression
  if (mean.length !== 4 || std.length !== 4 || ![...mean, ...std].every(Number.isFinite))
    throw fault(`expected 4 numbers each as mean and std of the boxes but found [${mean}] and [${std}]`)
  const { iouThreshold, scoreThreshold, maxDetections } = filtering
  const share = (value: number) => value >= 0 && value <= 1
  if (!share(iouThreshold) || !share(scoreThreshold))
    throw fault(`expected thresholds from 0 to 1 but found ${iouThreshold} for IoU and ${scoreThreshold} for scores`)
  if (!Number.isInteger(maxDetections) || maxDetections < 1 || maxDetections > 100_000)
    throw fault(`expected 1 to 100,000 detections at most of an image but found ${maxDetections}`)
}

/**
 * The facts of the network that these layers are, which has to be one that fovea builds: each layer, what it computes
 * and whence it takes its input. Settings are the shortest decimals of what they are in float32.
 * @param facts of an inference model; `defaultFacts` of a training snapshot
 * @throws AppError MODEL_INVALID: the first layer or number that is another
 */
export function networkOf(layers: KerasLayers, facts: DetectionFacts, fault: Fault): RetinaNet {
  const names = new Set(layers.keys())
  const backbone = findBackbone(names, fault)
  const conv1 = names.has('padding_conv1') ? 'PADDED' : 'SAME'
  checkLayers(layers, expectedLayers({ backbone, conv1 }, facts.anchors !== undefined), fault)

  const { classes, anchorsPerPosition } = countOutputs(layers, fault)
  checkFacts(facts, anchorsPerPosition, fault)
  const epsilons = new Set([...layers.values()].flatMap(({ epsilon }) => (epsilon === undefined ? [] : [epsilon])))
  const [epsilon] = epsilons
  if (epsilons.size !== 1 || !(epsilon! > 0))
    throw fault(
      `expected one epsilon above 0 in all batch normalization but found ${listed([...epsilons].map(String))}`,
    )

  const { regression, filtering } = facts
  return {
    backbone,
    conv1,
    classes,
    anchorsPerPosition,
    anchors: facts.anchors,
    regression: { mean: regression.mean.map(shortestFloat32), std: regression.std.map(shortestFloat32) },
    batchNormEpsilon: shortestFloat32(epsilon!),
    filtering: {
      ...filtering,
      iouThreshold: shortestFloat32(filtering.iouThreshold),
      scoreThreshold: shortestFloat32(filtering.scoreThreshold),
    },
  }
}
