import type { Fault } from '../createFault.ts'
import { networkOf } from '../keras/networkOf.ts'
import type { KerasModel, Tensor } from '../kerasModel.ts'
import { listed } from '../listed.ts'
import { kerasOutputs } from '../network/layouts.ts'
import { createTracer } from './createTracer.ts'
import { detectionFactsOfGraph } from './detectionFactsOfGraph.ts'
import { kerasLayersOfGraph } from './kerasLayersOfGraph.ts'
import { type Graph, readGraph } from './readGraph.ts'
import { DT_FLOAT, typeName } from './tensorValues.ts'

const input = 'input_1'

const hint =
  'fovea reads the frozen graph of an inference model of keras-retinanet, made from its .h5; or give the .h5.'

function checkEnds({ nodes }: Graph, fault: Fault): void {
  const all = [...nodes.values()]
  const inputs = all.filter(({ op }) => op === 'Placeholder').map(({ name }) => name)
  if (inputs.join() !== input) throw fault(`expected a graph with the input ${input} but found ${listed(inputs)}`, hint)
  const missing = Object.values(kerasOutputs).find(name => !nodes.has(name))
  if (missing === undefined) return
  const taken = new Set(all.flatMap(({ inputs }) => inputs.map(name => name.replace(/^\^|:\d+$/g, ''))))
  const ends = all.filter(({ name, op }) => !taken.has(name) && op !== 'Const' && op !== 'NoOp').map(({ name }) => name)
  throw fault(`expected a graph with the output ${missing} but found ${listed(ends)}`, hint)
}

const weight = /^[^/]+\/(kernel|bias|gamma|beta|moving_mean|moving_variance)$/

function tensorsOf({ nodes, floats }: Graph, fault: Fault): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>()
  for (const { name, constant } of nodes.values()) {
    if (!constant || !weight.test(name)) continue
    if (constant.type !== DT_FLOAT)
      throw fault(`expected float32 numbers as ${listed([name])} but found ${typeName(constant.type)}`)
    tensors.set(name, { name, shape: constant.shape, read: () => floats(name) })
  }
  return tensors
}

/**
 * Opens the frozen graph of an inference model of keras-retinanet, a GraphDef of TensorFlow 1 or of the first version's
 * mode of TensorFlow 2.
 * @throws AppError MODEL_INVALID
 */
export function openFrozenGraph(path: string, fault: Fault): KerasModel {
  const graph = readGraph(path, fault)
  try {
    checkEnds(graph, fault)
    const trace = createTracer(graph, fault)
    const layers = kerasLayersOfGraph(graph, trace, fault)
    const network = networkOf(layers, detectionFactsOfGraph(graph, trace, fault), fault)
    return { file: path, network, tensors: tensorsOf(graph, fault), close: graph.close }
  } catch (error) {
    graph.close()
    throw error
  }
}
