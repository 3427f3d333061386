import fc from 'fast-check'
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'

type Pick = <Value>(arbitrary: fc.Arbitrary<Value>) => Value

const texts = fc.oneof(
  fc.constantFrom(
    '""',
    '"cat"',
    '"demo"',
    '"x"',
    '"\\u0000"',
    '"img_00000000000000000000000000000000"',
    '"2026-11-20T22:31:04Z"',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(text => JSON.stringify(text)),
)
const numbers = fc.oneof(
  fc.constantFrom('0', '1', '-1', '2', '100', '0.5', '1e400', '-0', '2147483648', '99999999999999999999'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
)

/** By name, what the API accepts: without these almost every document would be refused before it is executed. */
const accepted: Record<string, string> = {
  after: 'null',
  categories: '["cat", "dog"]',
  datasetId: '"dst_00000000000000000000000000000000"',
  fileName: '"x"',
  first: '2',
  id: '"img_00000000000000000000000000000000"',
  imageId: '"img_00000000000000000000000000000000"',
  maxScore: '1',
  minScore: '0.5',
  model: '"demo"',
  sha256: `"${'0'.repeat(64)}"`,
  status: 'COMPLETED',
  tag: '"nightly"',
  since: '"2026-10-01T00:00:00Z"',
  until: '"2026-11-20T22:31:04Z"',
}

/** Mostly what is accepted under this name, otherwise anything. */
const value = (name: string, type: GraphQLInputType, pick: Pick, depth = 0): string =>
  name in accepted && pick(fc.nat(9)) > 0 ? accepted[name]! : literal(type, pick, depth)

/** A literal for an input, mostly of the right type. */
function literal(type: GraphQLInputType, pick: Pick, depth = 0): string {
  if (pick(fc.nat(19)) === 0) return pick(fc.constantFrom('null', 'true', '[]', '{}', 'NaN', '"x"', '-7', '[[null]]'))
  if (isNonNullType(type)) return literal(type.ofType, pick, depth)
  if (isListType(type)) {
    const count = pick(fc.nat(3))
    return `[${Array.from({ length: count }, () => literal(type.ofType, pick, depth + 1)).join(', ')}]`
  }
  if (isEnumType(type)) return pick(fc.constantFrom(...type.getValues().map(({ name }) => name)))
  if (isInputObjectType(type)) {
    const chosen = Object.values(type.getFields()).filter(() => depth < 4 && pick(fc.nat(2)) === 0)
    return `{${chosen.map(({ name, type: inner }) => `${name}: ${value(name, inner, pick, depth + 1)}`).join(', ')}}`
  }
  return type.name === 'Int' || type.name === 'Float' ? pick(numbers) : type.name === 'Boolean' ? 'true' : pick(texts)
}

function field(
  { name, args, type }: GraphQLField<unknown, unknown>,
  schema: GraphQLSchema,
  pick: Pick,
  depth: number,
): string {
  const given = args
    .filter(argument => isNonNullType(argument.type) || pick(fc.nat(2)) === 0)
    .map(argument => `${argument.name}: ${value(argument.name, argument.type, pick)}`)
  const alias = pick(fc.nat(9)) === 0 ? `a${pick(fc.nat(99))}: ` : ''
  return `${alias}${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection(getNamedType(type), schema, pick, depth + 1)}`
}

function selection(type: GraphQLNamedType, schema: GraphQLSchema, pick: Pick, depth: number): string {
  if (isUnionType(type) || isInterfaceType(type)) {
    const inside = schema
      .getPossibleTypes(type)
      .map(each => `... on ${each.name}${selection(each, schema, pick, depth)}`)
    return ` { __typename ${inside.join(' ')} }`
  }
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields())
  const chosen = fields.filter(
    each => pick(fc.nat(depth === 0 ? 3 : depth)) === 0 && (depth < 8 || !isObjectType(getNamedType(each.type))),
  )
  return ` { __typename ${chosen.map(each => field(each, schema, pick, depth)).join(' ')} }`
}

/** Documents that follow a schema, except for about one input in twenty. */
export const randomDocument = (schema: GraphQLSchema): fc.Arbitrary<string> =>
  fc.gen().map(generate => {
    const pick: Pick = arbitrary => generate(() => arbitrary)
    const root = pick(fc.nat(9)) === 0 ? schema.getMutationType() : schema.getQueryType()
    return `${root === schema.getMutationType() ? 'mutation' : 'query'}${selection(root!, schema, pick, 0)}`
  })
