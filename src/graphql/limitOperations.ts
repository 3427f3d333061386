import type { ApolloServerPlugin } from '@apollo/server'
import { GraphQLError, getVariableValues } from 'graphql'
import type { Context } from './context.ts'
import { type Measure, measureOperation, type VisitedField } from './measureOperation.ts'
import { outOfRange } from './outOfRange.ts'

export const operationLimits = {
  tokens: 2000,
  depth: 15,
  cost: 100_000,
  /** of each event of a subscription: hundreds may be told of it at the same moment */
  eventCost: 5000,
  rootFields: 20,
}

/** Of these an operation has one at most: each takes processes and room for itself. */
const heavyFields = [
  'detect',
  'createDataset',
  'addDatasetImages',
  'validateDetections',
  'evaluate',
  'compareEvaluations',
]

/** Of an answer: each matches a whole evaluation about a dozen times. */
const mostProtocolEffects = 2

type Code = 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT'

const refusal = (code: Code, message: string, nodes?: VisitedField) =>
  new GraphQLError(message, { nodes: nodes?.node, extensions: { code, http: { status: 400 } } })

const asInput = ({ message, nodes }: GraphQLError) =>
  new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })

/** What GraphQL itself says of an argument's value, such as null from a variable for one that must not be null. */
function measured(measure: () => Measure): Measure {
  try {
    return measure()
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    throw asInput(error)
  }
}

function checkSize({ cost, depth, fields }: Measure, isSubscription: boolean) {
  const roots = fields.filter(each => each.depth === 1)
  const heavy = roots.filter(({ field }) => heavyFields.includes(field.name))
  if (heavy.length > 1)
    throw refusal(
      'GRAPHQL_VALIDATION_FAILED',
      `Expected at most one of ${heavyFields.join(', ')} in an operation but found ${heavy.length}; send a request for each.`,
      heavy[1],
    )
  if (roots.length > operationLimits.rootFields)
    throw refusal(
      'GRAPHQL_VALIDATION_FAILED',
      `Expected at most ${operationLimits.rootFields} root fields but found ${roots.length}.`,
    )
  if (depth > operationLimits.depth)
    throw refusal(
      'GRAPHQL_VALIDATION_FAILED',
      `Expected fields nested at most ${operationLimits.depth} deep but found ${depth}.`,
    )
  const [answer, most] = isSubscription ? ['event', operationLimits.eventCost] : ['answer', operationLimits.cost]
  if (cost > most)
    throw refusal(
      'GRAPHQL_VALIDATION_FAILED',
      `Expected an operation whose ${answer} has at most ${most} fields but this one can have ${Number.isFinite(cost) ? cost : 'far more'}; ask for fewer objects by \`first\`.`,
    )
}

/** Refused before any of them has run, as those that a list can have at most. */
function checkProtocolEffects({ fields }: Measure) {
  const asked = fields.filter(({ field }) => field.name === 'protocolEffects')
  const count = asked.reduce((sum, { times }) => sum + times, 0)
  if (count > mostProtocolEffects)
    throw refusal(
      'BAD_USER_INPUT',
      `Expected at most ${mostProtocolEffects} protocolEffects in an operation but this one can have ${count}; ask for fewer evaluations by \`first\`, or in several requests.`,
      asked.at(-1),
    )
}

/** Every category name in the arguments, wherever an argument or an input field is called `categories`. */
function categoryNames(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'categories' && Array.isArray(inner)
      ? inner.filter(each => typeof each === 'string')
      : categoryNames(inner),
  )
}

/** The names of models that a list is to be filtered by; `detect` answers an unknown one as data. */
const filteredModels = ({ filter }: VisitedField['args']): string[] => modelNames(filter)

/** Of a filter and of the filter within it. */
function modelNames(filter: unknown): string[] {
  if (filter === null || typeof filter !== 'object') return []
  const model = 'model' in filter && typeof filter.model === 'string' ? [filter.model] : []
  return 'detected' in filter ? [...model, ...modelNames(filter.detected)] : model
}

/** Postgres has no NUL, so no row can have what was asked for or hold what is to be stored. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : value !== null && typeof value === 'object' && Object.values(value).some(holdsNul)

/** A name that nothing has would give an empty answer, and nobody would see the typing mistake. */
async function checkNames(
  fields: VisitedField[],
  kind: 'categories' | 'models',
  namesIn: (args: VisitedField['args']) => string[],
  findKnown: (names: string[]) => Promise<string[]>,
) {
  const asked = fields.flatMap(visited => namesIn(visited.args).map(name => ({ visited, name })))
  if (asked.length === 0) return
  const known = new Set(await findKnown([...new Set(asked.map(({ name }) => name))]))
  const unknown = asked.find(({ name }) => !known.has(name))
  if (unknown)
    throw refusal(
      'BAD_USER_INPUT',
      `Expected names of ${kind} but received ${JSON.stringify(unknown.name.slice(0, 80))}; the query { ${kind} { name } } lists them.`,
      unknown.visited,
    )
}

async function checkArguments({ store }: Context, schema: Parameters<typeof outOfRange>[0], fields: VisitedField[]) {
  for (const visited of fields) {
    const problem = outOfRange(schema, visited.field, visited.args)
    if (problem) throw refusal('BAD_USER_INPUT', problem, visited)
    if (holdsNul(visited.args))
      throw refusal('BAD_USER_INPUT', `Expected text without NUL characters for ${visited.field.name}.`, visited)
  }
  const { categories, models } = store
  const knownCategories = async (names: string[]) => (await categories.findByName(names)).map(({ name }) => name)
  await checkNames(fields, 'categories', categoryNames, knownCategories)
  await checkNames(fields, 'models', filteredModels, models.findNames)
}

/** Refuses, before anything is executed, operations that are too large and arguments that are out of range. */
export const limitOperations: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request, contextValue }) {
        if (!operation) return
        const definitions = operation.variableDefinitions ?? []
        const { coerced, errors } = getVariableValues(schema, definitions, request.variables ?? {}, { maxErrors: 1 })
        if (!coerced) throw asInput(errors[0]!)
        const measure = measured(() => measureOperation(schema, document, operation, coerced))
        checkSize(measure, operation.operation === 'subscription')
        checkProtocolEffects(measure)
        await checkArguments(contextValue, schema, measure.fields)
      },
    }
  },
}
