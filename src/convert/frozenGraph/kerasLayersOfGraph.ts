import type { Fault } from '../createFault.ts'
import type { KerasLayer, KerasLayers } from '../keras/kerasLayer.ts'
import type { Tracer } from './createTracer.ts'
import { describeNodes } from './describeNodes.ts'
import type { Graph, GraphNode } from './readGraph.ts'

/** Each head's last layer. */
const lastLayers = { regression: 'pyramid_regression_reshape', classification: 'pyramid_classification_sigmoid' }

/**
 * The layers of Keras that the nodes of a graph were made from. Nodes have the name of their layer before the first
 * slash, or after it in a head, which is called at each of five levels: `regression_submodel_1/pyramid_regression_0/Relu`.
 */
export function kerasLayersOfGraph(graph: Graph, trace: Tracer, fault: Fault): KerasLayers {
  /** Where the numbers of a head come from, level by level: `regression_submodel`, `regression_submodel_1` … */
  const callsOf = (name: string) =>
    trace
      .inputsOf(trace.node(name))
      .filter(({ op }) => op !== 'Const')
      .map(({ name }) => name.split('/')[0]!)
  const tasks = ['regression', 'classification'] as const
  const calls = new Map(tasks.map(task => [task, callsOf(`${task}/concat`)]))
  const called = new Set([...calls.values()].flat())

  const ownerOf = (name: string): string => {
    const [first, second] = name.split('/') as [string, string | undefined]
    return called.has(first) && second !== undefined ? `${first}/${second}` : first
  }
  const layerOf = (owner: string) => owner.slice(owner.indexOf('/') + 1)
  const callOf = (owner: string) => owner.slice(0, owner.indexOf('/') + 1)

  const groups = new Map<string, GraphNode[]>()
  for (const node of graph.nodes.values()) {
    if (node.op === 'Const' || node.op === 'Identity') continue
    const owner = ownerOf(node.name)
    const group = groups.get(owner)
    if (group) group.push(node)
    else groups.set(owner, [node])
  }

  /** Layers that a layer takes from, each once: a map that is made larger comes before the one that it gets the size of. */
  const inputsOf = (owner: string): string[] => {
    const nodes = groups.get(owner) ?? []
    const isResize = ({ op }: GraphNode) => op === 'ResizeNearestNeighbor'
    const taken = [...nodes.filter(isResize), ...nodes].flatMap(trace.inputsOf).filter(({ op }) => op !== 'Const')
    const sources = [...new Set(taken.map(({ name }) => ownerOf(name)))].filter(source => source !== owner)
    return sources.map(source => (callOf(source) === callOf(owner) ? layerOf(source) : source))
  }

  const entries = new Set(tasks.map(task => `pyramid_${task}_0`))
  const layers = new Map<string, KerasLayer>()
  for (const [owner, nodes] of groups) {
    const name = layerOf(owner)
    const layer = { ...describeNodes(name, nodes, trace), inputs: inputsOf(owner) }
    const known = layers.get(name)
    if (!known) layers.set(name, layer)
    else if (known.what !== layer.what || (!entries.has(name) && known.inputs.join() !== layer.inputs.join()))
      throw fault(`expected the layer ${name} to be the same at every level but found it otherwise in ${owner}`)
  }
  for (const [task, names] of calls) {
    const model = `${task}_submodel`
    layers.set(model, {
      what: 'Model',
      inputs: names.flatMap(call => inputsOf(`${call}/pyramid_${task}_0`)),
    })
    const end = layers.get(task)
    if (end?.inputs.every(name => layerOf(name) === lastLayers[task])) layers.set(task, { ...end, inputs: [model] })
  }
  return layers
}
