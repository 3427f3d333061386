import type { elementTypes } from './onnxSchema.ts'

type ElementType = keyof typeof elementTypes

/** A number is an integer: ONNX tells 1 from 1.0, and nothing here asks for the latter. */
export type Attribute = number | string | readonly number[]

export type Node = {
  op: string
  inputs: readonly string[]
  outputs: readonly string[]
  attributes: Readonly<Record<string, Attribute>>
}

/** A dimension is a number, or the name of one that may vary. */
export type Value = { name: string; type: ElementType; shape: readonly (number | string)[] }

/** A tensor of the file. Its numbers are made when they are written, and may then be forgotten. */
export type Initializer = {
  name: string
  type: ElementType
  shape: readonly number[]
  data(): Numbers
}

type Numbers = Float32Array | BigInt64Array | Int32Array

export type Graph = {
  inputs: readonly Value[]
  outputs: readonly Value[]
  nodes: readonly Node[]
  initializers: readonly Initializer[]
}

/** Collects an ONNX graph in the order of its computation. A value is known by its name. */
export function createGraph() {
  const inputs: Value[] = []
  const outputs: Value[] = []
  const nodes: Node[] = []
  const initializers = new Map<string, Initializer>()
  let unnamed = 0

  const initializer = (tensor: Initializer): string => {
    if (!initializers.has(tensor.name)) initializers.set(tensor.name, tensor)
    return tensor.name
  }

  const integers = (values: number | readonly number[]): string => {
    const list = typeof values === 'number' ? [values] : values
    const shape = typeof values === 'number' ? [] : [list.length]
    const name = `int64${shape.length === 0 ? '' : '[]'}:${list.join(',')}`
    return initializer({ name, type: 'int64', shape, data: () => BigInt64Array.from(list, BigInt) })
  }

  const op = (
    type: string,
    from: readonly string[],
    attributes: Node['attributes'] = {},
    output = `${type}:${unnamed++}`,
  ): string => {
    nodes.push({ op: type, inputs: from, outputs: [output], attributes })
    return output
  }

  return {
    input(name: string, type: ElementType, shape: Value['shape']): string {
      inputs.push({ name, type, shape })
      return name
    },

    output(name: string, type: ElementType, shape: Value['shape']): void {
      outputs.push({ name, type, shape })
    },

    /** A tensor under its name; one that was added before under that name stays. @returns the name */
    initializer,

    /** Whole numbers that the graph computes with; a single number has no dimension. @returns its name */
    integers,

    /** A float32 that the graph computes with. @returns its name */
    float(value: number): string {
      return initializer({ name: `float32:${value}`, type: 'float32', shape: [], data: () => Float32Array.of(value) })
    },

    /** Adds an operator with one output. @param output its name; made up when not given @returns the name */
    op,

    /** How long a value is along an axis: int64, scalar. @returns its name */
    length: (value: string, axis: number): string =>
      op('Squeeze', [op('Shape', [value], { start: axis, end: axis + 1 }), integers([0])]),

    /** Adds an operator with two outputs. @returns their names */
    pair(type: string, from: readonly string[], attributes: Node['attributes'] = {}): [string, string] {
      const names: [string, string] = [`${type}:${unnamed++}`, `${type}:${unnamed++}`]
      nodes.push({ op: type, inputs: from, outputs: names, attributes })
      return names
    },

    done: (): Graph => ({ inputs, outputs, nodes, initializers: [...initializers.values()] }),
  }
}

export type GraphBuilder = ReturnType<typeof createGraph>
