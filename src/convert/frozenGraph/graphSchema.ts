import protobuf from 'protobufjs/light.js'

const field = (id: number, type: string) => ({ id, type })
const repeated = (id: number, type: string) => ({ id, type, rule: 'repeated' })

/**
 * The part of TensorFlow's format that fovea reads (tensorflow/core/framework/*.proto, of GraphDef the nodes). Numbers
 * of fields are the format's; names are its names in camel case.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    NodeDef: {
      fields: {
        name: field(1, 'string'),
        op: field(2, 'string'),
        input: repeated(3, 'string'),
        attr: { id: 5, keyType: 'string', type: 'AttrValue' } as protobuf.IMapField,
      },
    },
    AttrValue: {
      oneofs: { value: { oneof: ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor'] } },
      fields: {
        list: field(1, 'ListValue'),
        s: field(2, 'bytes'),
        i: field(3, 'int64'),
        f: field(4, 'float'),
        b: field(5, 'bool'),
        type: field(6, 'int32'),
        shape: field(7, 'TensorShapeProto'),
        tensor: field(8, 'TensorProto'),
      },
    },
    ListValue: { fields: { i: repeated(3, 'int64') } },
    TensorShapeProto: { fields: { dim: repeated(2, 'Dim') } },
    Dim: { fields: { size: field(1, 'int64') } },
    TensorProto: {
      fields: {
        dtype: field(1, 'int32'),
        tensorShape: field(2, 'TensorShapeProto'),
        tensorContent: field(4, 'bytes'),
        floatVal: repeated(5, 'float'),
        intVal: repeated(7, 'int32'),
        int64Val: repeated(10, 'int64'),
      },
    },
  },
})

type Integer = number | { toNumber(): number }
type ShapeMessage = { dim: readonly { size: Integer }[] }

export type TensorMessage = {
  dtype: number
  tensorShape: ShapeMessage | null
  tensorContent: Uint8Array
  floatVal: readonly number[]
  intVal: readonly number[]
  int64Val: readonly Integer[]
}

/** `value` names the one field that is set. */
export type AttributeMessage = {
  value?: 'list' | 's' | 'i' | 'f' | 'b' | 'type' | 'shape' | 'tensor'
  list: { i: readonly Integer[] } | null
  s: Uint8Array
  f: number
  b: boolean
  type: number
  shape: ShapeMessage | null
  tensor: TensorMessage | null
}

export type NodeMessage = {
  name: string
  op: string
  input: readonly string[]
  attr: Readonly<Record<string, AttributeMessage>>
}

/** A 64-bit integer, which protobufjs gives as an object. */
export const toNumber = (value: Integer): number => (typeof value === 'number' ? value : value.toNumber())

export const sizesOf = (shape: ShapeMessage | null): readonly number[] =>
  (shape?.dim ?? []).map(({ size }) => toNumber(size))

const node = root.lookupType('NodeDef')

/** @throws Error when the bytes are no such message */
export const decodeNode = (bytes: Uint8Array): NodeMessage => node.decode(bytes) as unknown as NodeMessage
