import type { Fault } from '../createFault.ts'
import { listed } from '../listed.ts'
import type { Graph, GraphNode } from './readGraph.ts'

const plain = (input: string) => input.replace(/:\d+$/, '')

/** Follows the inputs of nodes: control inputs do not count, and Identity is looked through. */
export function createTracer(graph: Graph, fault: Fault) {
  /** @throws AppError MODEL_INVALID when there is no such node */
  const node = (name: string): GraphNode => {
    const found = graph.nodes.get(name)
    if (found) return found
    throw fault(`expected a node ${listed([name])} but found none`)
  }

  const through = (name: string): GraphNode => {
    let found = node(plain(name))
    for (let steps = 0; found.op === 'Identity' && found.inputs.length > 0 && steps < 100; steps++)
      found = node(plain(found.inputs[0]!))
    return found
  }

  const inputsOf = ({ inputs }: GraphNode): readonly GraphNode[] =>
    inputs.filter(input => !input.startsWith('^')).map(through)

  /** @throws AppError MODEL_INVALID when the node takes less */
  const inputOf = (from: GraphNode, at: number): GraphNode => {
    const found = inputsOf(from)[at]
    if (found) return found
    throw fault(`expected more than ${at} inputs of the node ${listed([from.name])} but found less`)
  }

  return {
    node,
    inputsOf,
    inputOf,

    /** Numbers of a small constant; undefined for other nodes. */
    numbersOf: ({ op, name }: GraphNode): readonly number[] | undefined =>
      op === 'Const' ? graph.numbers(name) : undefined,

    /** @throws AppError MODEL_INVALID when it is not a constant of one number */
    numberOf({ op, name }: GraphNode): number {
      const numbers = op === 'Const' ? graph.numbers(name) : undefined
      if (numbers?.length === 1) return numbers[0]!
      throw fault(`expected a constant of one number as the node ${listed([name])} but found ${op}`)
    },
  }
}

export type Tracer = ReturnType<typeof createTracer>
