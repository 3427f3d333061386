import protobuf from 'protobufjs/light.js'

const field = (id: number, type: string) => ({ id, type })
const repeated = (id: number, type: string) => ({ id, type, rule: 'repeated' })

/**
 * The part of ONNX's format that fovea writes (onnx/onnx.proto, IR version 8). Numbers of fields are the format's;
 * names are its names in camel case.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: field(1, 'int64'),
        producerName: field(2, 'string'),
        docString: field(6, 'string'),
        opsetImport: repeated(8, 'OperatorSetIdProto'),
      },
    },
    OperatorSetIdProto: { fields: { domain: field(1, 'string'), version: field(2, 'int64') } },
    GraphProto: {
      fields: {
        node: repeated(1, 'NodeProto'),
        name: field(2, 'string'),
        input: repeated(11, 'ValueInfoProto'),
        output: repeated(12, 'ValueInfoProto'),
      },
    },
    NodeProto: {
      fields: {
        input: repeated(1, 'string'),
        output: repeated(2, 'string'),
        name: field(3, 'string'),
        opType: field(4, 'string'),
        attribute: repeated(5, 'AttributeProto'),
      },
    },
    AttributeProto: {
      fields: {
        name: field(1, 'string'),
        i: field(3, 'int64'),
        s: field(4, 'bytes'),
        ints: repeated(8, 'int64'),
        type: field(20, 'int32'),
      },
    },
    TensorProto: { fields: { dims: repeated(1, 'int64'), dataType: field(2, 'int32'), name: field(8, 'string') } },
    ValueInfoProto: { fields: { name: field(1, 'string'), type: field(2, 'TypeProto') } },
    TypeProto: { fields: { tensorType: field(1, 'TypeProtoTensor') } },
    TypeProtoTensor: { fields: { elemType: field(1, 'int32'), shape: field(2, 'TensorShapeProto') } },
    TensorShapeProto: { fields: { dim: repeated(1, 'Dimension') } },
    Dimension: { fields: { dimValue: field(1, 'int64'), dimParam: field(2, 'string') } },
  },
})

const encoder = (name: string) => {
  const type = root.lookupType(name)
  return (message: Record<string, unknown>): Uint8Array => type.encode(message).finish()
}

/** Messages as bytes. A tensor's numbers are not among its fields here: they follow it as field 9 (`rawData`). */
export const encodeOnnx = {
  model: encoder('ModelProto'),
  graph: encoder('GraphProto'),
  tensor: encoder('TensorProto'),
}

/** Fields that are written piece by piece, because what they hold is larger than should be in memory at once. */
export const onnxFields = { modelGraph: 7, graphInitializer: 5, tensorRawData: 9 }

/** ONNX's numbers of element types. */
export const elementTypes = { float32: 1, int32: 6, int64: 7 } as const

/** ONNX's numbers of attribute types. */
export const attributeTypes = { int: 2, string: 3, ints: 7 } as const
