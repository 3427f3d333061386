import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql'
import { maxImages } from '../runs/createDetectImages.ts'

/** One field of an operation with its arguments' values, defaults included. */
export type VisitedField = {
  field: GraphQLField<unknown, unknown>
  args: Record<string, unknown>
  node: FieldNode
  /** 1 for a field of Query or Mutation */
  depth: number
  /** how often an answer can have it */
  times: number
}

export type Measure = {
  /** fields that an answer can have at most, each list taken as long as it can be */
  cost: number
  depth: number
  fields: VisitedField[]
}

/** Visiting this many fields ends the measuring: whatever the answer's size, the operation is too large. */
const mostVisits = 5000

/** Other lists without `first` are taken for as long as COCO's categories; createAnswerRoom bounds those that are longer. */
const longestList = 80

/** What the lists of introspection have on average, rounded up: few types have fields, few fields have arguments. */
const introspectionLength = (name: string) => (name === 'fields' ? 4 : 2)

/** Lists whose length is bounded by what there is: kinds of findings, numbers of a summary, area ranges, caps. */
const shortLists: Record<string, number> = {
  'DetectPayload.results': maxImages,
  'Dataset.warnings': 5,
  'Evaluation.warnings': 20,
  'CocoSummary.undefinedMetrics': 12,
  'Protocol.areaRanges': 8,
  'EvaluationResult.byArea': 8,
  'EvaluationResult.recallByCap': 8,
  'PhotoReport.problems': 50,
  'EvaluationResult.precisionRecall': 101,
  'ErrorBreakdown.errors': 6,
  'ProtocolEffects.effects': 10,
  'EvaluationComparison.metrics': 12,
  // As most images have them; createAnswerRoom bounds those that are longer.
  'EvaluatedImage.truePositives': 10,
  'EvaluatedImage.falsePositives': 10,
  'EvaluatedImage.excused': 10,
  'EvaluatedImage.misses': 10,
  'EvaluatedImage.crowds': 2,
  'EvaluatedImage.confusions': 10,
}

const metaFields: Record<string, GraphQLField<unknown, unknown>> = {
  __schema: SchemaMetaFieldDef,
  __type: TypeMetaFieldDef,
}

/** The most objects of a list, for one object that has it; of introspection about as many as there are. */
function lengthOf(
  schema: GraphQLSchema,
  parent: GraphQLNamedType,
  { name, type }: GraphQLField<unknown, unknown>,
): number {
  if (!isListType(getNullableType(type))) return 1
  if (parent.name === '__Schema' && name === 'types') return Object.keys(schema.getTypeMap()).length
  if (isIntrospectionType(parent)) return introspectionLength(name)
  if (parent.name.endsWith('Connection')) return 1 // the field that gives the connection has `first`
  return shortLists[`${parent.name}.${name}`] ?? longestList
}

const isFragment = (node: ASTNode): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION

type Surroundings = {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** coerced values */
  variables: Record<string, unknown>
}

/** Gathers what `visit` comes across in `measure`. */
function createVisitor({ schema, fragments, variables }: Surroundings) {
  const measure: Measure = { cost: 0, depth: 0, fields: [] }

  function visitField(node: FieldNode, parent: GraphQLNamedType, depth: number, times: number) {
    const { value: name } = node.name
    if (name === TypeNameMetaFieldDef.name) measure.cost += times
    if (!(isObjectType(parent) || isInterfaceType(parent))) return
    const field = parent.getFields()[name] ?? (depth === 1 ? metaFields[name] : undefined)
    if (!field) return
    const args = getArgumentValues(field, node, variables)
    measure.fields.push({ field, args, node, depth, times })
    measure.cost += times
    // How deep introspection goes is a matter of GraphQL's own validation; tools ask for types 15 deep.
    if (!isIntrospectionType(parent)) measure.depth = Math.max(measure.depth, depth)
    const inside = times * (typeof args.first === 'number' ? Math.max(1, args.first) : lengthOf(schema, parent, field))
    if (node.selectionSet) visit(node.selectionSet, getNamedType(field.type), depth + 1, inside)
  }

  function visit({ selections }: SelectionSetNode, parent: GraphQLNamedType, depth: number, times: number) {
    for (const node of selections) {
      if (measure.fields.length >= mostVisits) {
        measure.cost = Number.POSITIVE_INFINITY
        return
      }
      if (node.kind === Kind.FIELD) {
        visitField(node, parent, depth, times)
        continue
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
      if (!fragment) continue
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
      visit(fragment.selectionSet, condition ?? parent, depth, times)
    }
  }

  return { measure, visit }
}

/**
 * Sizes an operation that has passed validation, before it is executed. Fragments count as often as they are used;
 * `@skip` and `@include` are taken as if everything were included.
 * @param variables coerced values
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Measure {
  const fragments = new Map(document.definitions.filter(isFragment).map(node => [node.name.value, node]))
  const { measure, visit } = createVisitor({ schema, fragments, variables })
  const root = schema.getRootType(operation.operation)
  if (root) visit(operation.selectionSet, root, 1, 1)
  return measure
}

/** Fields that one object of the field in resolution can have in the answer, as measureOperation counts them. */
export function measureBelow({
  schema,
  fragments,
  variableValues,
  fieldNodes,
  returnType,
}: GraphQLResolveInfo): number {
  const byName = new Map(Object.entries(fragments))
  const { measure, visit } = createVisitor({ schema, fragments: byName, variables: variableValues })
  for (const { selectionSet } of fieldNodes) if (selectionSet) visit(selectionSet, getNamedType(returnType), 2, 1)
  return measure.cost
}
