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

/** By name of an argument or of a field of an input, literals. */
type Literals = Readonly<Record<string, readonly string[]>>

type Source = { schema: GraphQLSchema; pick: Pick; accepted: Literals }

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
const accepted: Literals = {
  after: ['null'],
  categories: ['["cat", "dog"]'],
  datasetId: ['"dst_00000000000000000000000000000000"'],
  fileName: ['"x"'],
  first: ['2'],
  id: ['"img_00000000000000000000000000000000"'],
  imageId: ['"img_00000000000000000000000000000000"'],
  maxScore: ['1'],
  minScore: ['0.5'],
  model: ['"demo"'],
  sha256: [`"${'0'.repeat(64)}"`],
  status: ['COMPLETED'],
  tag: ['"nightly"'],
  since: ['"2026-10-01T00:00:00Z"'],
  until: ['"2026-11-20T22:31:04Z"'],
}

/** Mostly what is accepted under this name, otherwise anything. */
function value(name: string, type: GraphQLInputType, source: Source, depth = 0): string {
  const known = source.accepted[name] ?? []
  return known.length > 0 && source.pick(fc.nat(9)) > 0
    ? source.pick(fc.constantFrom(...known))
    : literal(type, source, depth)
}

/** A literal for an input, mostly of the right type. */
function literal(type: GraphQLInputType, source: Source, depth = 0): string {
  const { pick } = source
  if (pick(fc.nat(19)) === 0) return pick(fc.constantFrom('null', 'true', '[]', '{}', 'NaN', '"x"', '-7', '[[null]]'))
  if (isNonNullType(type)) return literal(type.ofType, source, depth)
  if (isListType(type)) {
    const count = pick(fc.nat(3))
    return `[${Array.from({ length: count }, () => literal(type.ofType, source, depth + 1)).join(', ')}]`
  }
  if (isEnumType(type)) return pick(fc.constantFrom(...type.getValues().map(({ name }) => name)))
  if (isInputObjectType(type)) {
    const chosen = Object.values(type.getFields()).filter(() => depth < 4 && pick(fc.nat(2)) === 0)
    return `{${chosen.map(({ name, type: inner }) => `${name}: ${value(name, inner, source, depth + 1)}`).join(', ')}}`
  }
  return type.name === 'Int' || type.name === 'Float' ? pick(numbers) : type.name === 'Boolean' ? 'true' : pick(texts)
}

function field({ name, args, type }: GraphQLField<unknown, unknown>, source: Source, depth: number): string {
  const { pick } = source
  const given = args
    .filter(argument => isNonNullType(argument.type) || pick(fc.nat(2)) === 0)
    .map(argument => `${argument.name}: ${value(argument.name, argument.type, source)}`)
  const alias = pick(fc.nat(9)) === 0 ? `a${pick(fc.nat(99))}: ` : ''
  return `${alias}${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection(getNamedType(type), source, depth + 1)}`
}

function selection(type: GraphQLNamedType, source: Source, depth: number): string {
  const { schema, pick } = source
  if (isUnionType(type) || isInterfaceType(type)) {
    const inside = schema.getPossibleTypes(type).map(each => `... on ${each.name}${selection(each, source, depth)}`)
    return ` { __typename ${inside.join(' ')} }`
  }
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields())
  const chosen = fields.filter(
    each => pick(fc.nat(depth === 0 ? 3 : depth)) === 0 && (depth < 8 || !isObjectType(getNamedType(each.type))),
  )
  return ` { __typename ${chosen.map(each => field(each, source, depth)).join(' ')} }`
}

/**
 * Documents that follow a schema, except for about one input in twenty.
 * @param existing what the database has, such as ids, by the name of the argument or field that takes it
 */
export const randomDocument = (schema: GraphQLSchema, existing: Literals): fc.Arbitrary<string> =>
  fc.gen().map(generate => {
    const pick: Pick = arbitrary => generate(() => arbitrary)
    const merged = Object.entries(existing).map(([name, some]) => [name, [...some, ...(accepted[name] ?? [])]])
    const source = { schema, pick, accepted: { ...accepted, ...Object.fromEntries(merged) } }
    const root = pick(fc.nat(9)) === 0 ? schema.getMutationType() : schema.getQueryType()
    return `${root === schema.getMutationType() ? 'mutation' : 'query'}${selection(root!, source, 0)}`
  })
