import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import protobuf from 'protobufjs/light.js'
import type { Attribute, Graph, Initializer, Node, Value } from './createGraph.ts'
import { attributeTypes, elementTypes, encodeOnnx, onnxFields } from './onnxSchema.ts'

/** Operators as of ONNX 1.12: what ONNX Runtime, OpenVINO and Triton of the last years all read. */
const opset = 17
const irVersion = 8

/** Of a message: protocol buffers count in 32 bits with a sign. */
const longestMessage = 2 ** 31 - 1

/** The head of a field whose content has a length, which then follows. */
const head = (id: number, length: number) =>
  protobuf.Writer.create()
    .uint32((id << 3) | 2)
    .uint32(length)
    .finish()

function attributeMessage(name: string, value: Attribute) {
  if (typeof value === 'number') return { name, i: value, type: attributeTypes.int }
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: attributeTypes.string }
  return { name, ints: value, type: attributeTypes.ints }
}

const nodeMessage = ({ op, inputs, outputs, attributes }: Node) => ({
  input: inputs,
  output: outputs,
  name: outputs[0],
  opType: op,
  attribute: Object.entries(attributes).map(([name, value]) => attributeMessage(name, value)),
})

const valueMessage = ({ name, type, shape }: Value) => ({
  name,
  type: {
    tensorType: {
      elemType: elementTypes[type],
      shape: { dim: shape.map(side => (typeof side === 'number' ? { dimValue: side } : { dimParam: side })) },
    },
  },
})

const elementBytes = { float32: 4, int32: 4, int64: 8 }

/** An initializer's message up to its numbers, and the length of those in bytes. */
function initializerHead({ name, type, shape }: Initializer) {
  const length = shape.reduce((product, side) => product * side, 1) * elementBytes[type]
  const tensor = encodeOnnx.tensor({ dims: shape, dataType: elementTypes[type], name })
  const raw = head(onnxFields.tensorRawData, length)
  const whole = tensor.length + raw.length + length
  return { before: Buffer.concat([head(onnxFields.graphInitializer, whole), tensor, raw]), length }
}

type WriteOptions = {
  /** name of the graph */
  name: string
  description: string
  /** Called after each tensor. @param of tensors in all */
  onProgress?: ((done: number, of: number) => void) | undefined
}

/**
 * Writes a graph as an ONNX file, one tensor after the other, so that only one is in memory.
 * The same graph gives the same bytes.
 * @param path of a new file
 * @throws RangeError when the file would be larger than protocol buffers can be (2 GB), which is known before it is made,
 * or a tensor's `data` does not fill its shape; EEXIST when there is a file; whatever a tensor's `data` throws
 */
export async function writeOnnx(
  path: string,
  graph: Graph,
  { name, description, onProgress }: WriteOptions,
): Promise<{ bytes: number; sha256: string }> {
  const heads = graph.initializers.map(initializerHead)
  const body = encodeOnnx.graph({
    node: graph.nodes.map(nodeMessage),
    name,
    input: graph.inputs.map(valueMessage),
    output: graph.outputs.map(valueMessage),
  })
  const graphLength = heads.reduce((sum, { before, length }) => sum + before.length + length, body.length)
  const model = encodeOnnx.model({
    irVersion,
    producerName: 'fovea',
    docString: description,
    opsetImport: [{ domain: '', version: opset }],
  })
  const start = Buffer.concat([model, head(onnxFields.modelGraph, graphLength), body])
  const bytes = start.length + graphLength - body.length
  if (bytes > longestMessage)
    throw new RangeError(`Expected a file of at most ${longestMessage} bytes but it would have ${bytes}`)

  const file = await open(path, 'wx')
  const hash = createHash('sha256')
  const write = async (piece: Uint8Array) => {
    hash.update(piece)
    await file.writeFile(piece)
  }
  try {
    await write(start)
    for (const [index, { before, length }] of heads.entries()) {
      const data = graph.initializers[index]!.data()
      if (data.byteLength !== length)
        throw new RangeError(
          `Expected ${length} bytes for ${graph.initializers[index]!.name} but made ${data.byteLength}`,
        )
      await write(before)
      await write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
      onProgress?.(index + 1, heads.length)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}
