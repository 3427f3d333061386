import { mostNumbers } from '../limits.ts'
import { sizesOf, type TensorMessage, toNumber } from './graphSchema.ts'

/** TensorFlow's numbers of the types that matter here. */
export const DT_FLOAT = 1
const DT_INT32 = 3
const DT_INT64 = 9

const names: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'float64',
  3: 'int32',
  9: 'int64',
  10: 'bool',
  19: 'float16',
}

export const typeName = (type: number): string => names[type] ?? `type ${type}`

const bytesOf: Readonly<Record<number, number>> = { [DT_FLOAT]: 4, [DT_INT32]: 4, [DT_INT64]: 8 }

/** What is wrong with a tensor: that it is too large, or has more or fewer numbers than its shape; undefined for none. */
export function tensorProblem({ dtype, tensorShape, tensorContent, ...values }: TensorMessage): string | undefined {
  const shape = sizesOf(tensorShape)
  const count = shape.reduce((product, side) => product * side, 1)
  if (!(count >= 0 && count <= mostNumbers) || shape.some(side => side < 0))
    return `expected at most ${mostNumbers} numbers but found [${shape.join(', ')}]`
  const bytes = bytesOf[dtype]
  if (bytes === undefined) return undefined // read by nothing
  if (tensorContent.length > 0 && tensorContent.length !== count * bytes)
    return `expected ${count * bytes} bytes but found ${tensorContent.length}`
  const listed = Math.max(values.floatVal.length, values.intVal.length, values.int64Val.length)
  return listed > Math.max(count, 1) ? `expected ${count} numbers but found ${listed}` : undefined
}

const copied = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer

/** Numbers that are listed are repeated: the last one stands for all that follow, none for zeros. */
function spread<Values extends Float32Array | Float64Array>(listed: readonly number[], all: Values): Values {
  all.set(listed.slice(0, all.length))
  return all.fill(listed.at(-1) ?? 0, Math.min(listed.length, all.length)) as Values
}

const countOf = ({ tensorShape }: TensorMessage) => sizesOf(tensorShape).reduce((product, side) => product * side, 1)

/** A float32 tensor in an array of its own, whichever way it is stored. */
export function floatsOf(tensor: TensorMessage): Float32Array {
  if (tensor.tensorContent.length > 0) return new Float32Array(copied(tensor.tensorContent))
  return spread(tensor.floatVal, new Float32Array(countOf(tensor)))
}

/** Numbers of a small tensor; undefined when they are neither float32 nor integers. */
export function numbersOf(tensor: TensorMessage): readonly number[] | undefined {
  const { dtype, tensorContent, intVal, int64Val } = tensor
  const stored = tensorContent.length > 0
  switch (dtype) {
    case DT_FLOAT:
      return [...floatsOf(tensor)]
    case DT_INT32:
      return [...(stored ? new Int32Array(copied(tensorContent)) : spread(intVal, new Float64Array(countOf(tensor))))]
    case DT_INT64: {
      if (stored) return [...new BigInt64Array(copied(tensorContent))].map(Number)
      return [...spread(int64Val.map(toNumber), new Float64Array(countOf(tensor)))]
    }
    default:
      return undefined
  }
}
