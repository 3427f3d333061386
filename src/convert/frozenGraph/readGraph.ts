import type { Fault } from '../createFault.ts'
import { mostNumbers } from '../limits.ts'
import { listed } from '../listed.ts'
import { type AttributeMessage, decodeNode, type NodeMessage, sizesOf, toNumber } from './graphSchema.ts'
import { openMessages } from './openMessages.ts'
import { floatsOf, numbersOf, tensorProblem } from './tensorValues.ts'

/** Of GraphDef. */
const nodeField = 1

/** ResNet-152 with 1,000 classes would have 60,000. */
const mostNodes = 200_000

/** The largest constant, and some room. */
const mostNodeBytes = mostNumbers * 4 + 2 ** 20

export type GraphNode = {
  name: string
  op: string
  /** as they are spelled: `conv1/kernel/read`, `^filtered_detections/map/while/Identity`, `TopKV2:1` */
  inputs: readonly string[]
  /** all but tensors, which stay in the file */
  attributes: ReadonlyMap<string, unknown>
  /** of a Const: type and shape of its tensor */
  constant: { type: number; shape: readonly number[] } | undefined
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** What an attribute is set to; undefined for tensors and whole numbers alone, which nobody asks for. */
function settingOf(attribute: AttributeMessage): unknown {
  switch (attribute.value) {
    case 's':
      return text(attribute.s)
    case 'shape':
      return sizesOf(attribute.shape)
    case 'list':
      return attribute.list?.i.map(toNumber)
    case 'f':
    case 'b':
    case 'type':
      return attribute[attribute.value]
    default:
      return undefined
  }
}

/**
 * Reads the nodes of a GraphDef; the numbers of its constants stay in the file until they are asked for.
 * @throws AppError MODEL_INVALID when it is none, ends early, or has nodes that take what is not there
 */
export function readGraph(path: string, fault: Fault) {
  const file = openMessages(path, fault)
  const nodes = new Map<string, GraphNode>()
  const places = new Map<string, { offset: number; length: number }>()

  const decoded = (bytes: Uint8Array, offset: number): NodeMessage => {
    try {
      return decodeNode(bytes)
    } catch (error) {
      throw fault(`expected a node of a graph at byte ${offset} but could not read it: ${(error as Error).message}`)
    }
  }

  const add = ({ name, op, input, attr }: NodeMessage, place: { offset: number; length: number }) => {
    const called = listed([name])
    if (!name || !op) throw fault(`expected a node with a name and an operation at byte ${place.offset} but found none`)
    if (nodes.has(name)) throw fault(`expected one node ${called} but found another`)
    if (nodes.size === mostNodes) throw fault(`expected at most ${mostNodes} nodes but found more`)
    const tensor = op === 'Const' ? attr.value?.tensor : undefined
    const problem = tensor && tensorProblem(tensor)
    if (problem) throw fault(`the constant ${called}: ${problem}`)
    nodes.set(name, {
      name,
      op,
      inputs: input,
      attributes: new Map(Object.entries(attr).map(([key, value]) => [key, settingOf(value)])),
      constant: tensor ? { type: tensor.dtype, shape: sizesOf(tensor.tensorShape) } : undefined,
    })
    if (tensor) places.set(name, place)
  }

  /** The tensor of a Const, read anew. */
  const tensorOf = (name: string) => {
    const { offset, length } = places.get(name)!
    const tensor = decoded(file.bytesAt(offset, length), offset).attr.value?.tensor
    if (!tensor || tensorProblem(tensor))
      throw fault(`expected the constant ${listed([name])} but the file has changed`)
    return tensor
  }

  try {
    for (const { field, offset, bytes } of file.messages(mostNodeBytes))
      if (field === nodeField) add(decoded(bytes, offset), { offset, length: bytes.length })
    for (const { name, inputs } of nodes.values())
      for (const input of inputs)
        if (!nodes.has(input.replace(/^\^|:\d+$/g, '')))
          throw fault(
            `expected a whole graph but found a node ${listed([name])} that takes ${listed([input])}, which is not there`,
          )
  } catch (error) {
    file.close()
    throw error
  }

  return {
    nodes: nodes as ReadonlyMap<string, GraphNode>,
    /** Of a Const of float32, in an array of its own. */
    floats: (name: string): Float32Array => floatsOf(tensorOf(name)),
    /** Of a small Const; undefined when it holds no numbers, or too many. */
    numbers(name: string): readonly number[] | undefined {
      const { shape } = nodes.get(name)?.constant ?? {}
      if (!shape || shape.reduce((product, side) => product * side, 1) > 10_000) return undefined
      return numbersOf(tensorOf(name))
    },
    close: file.close,
  }
}

export type Graph = ReturnType<typeof readGraph>
