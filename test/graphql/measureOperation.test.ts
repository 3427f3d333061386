import { getIntrospectionQuery, type OperationDefinitionNode, parse } from 'graphql'
import { expect, test } from 'vitest'
import { protocolChanges } from '../../eval/explain/protocolChanges.ts'
import { settingsOf } from '../../eval/settings.ts'
import { createSchema } from '../../src/graphql/createSchema.ts'
import { operationLimits } from '../../src/graphql/limitOperations.ts'
import { measureOperation } from '../../src/graphql/measureOperation.ts'

const schema = createSchema()

function measure(query: string) {
  const document = parse(query)
  return measureOperation(schema, document, document.definitions[0] as OperationDefinitionNode, {})
}

test('introspection counts by about the types and fields that there are, however it is repeated', () => {
  const types = (alias: string) => `${alias}: types { name description fields { name description args { name } } }`
  const once = measure(`{ __schema { ${types('a')} } }`).cost
  expect(once).toBeGreaterThan(500)
  const aliases = Array.from({ length: 90 }, (_, index) => types(`a${index}`))
  expect(measure(`{ __schema { ${aliases.join(' ')} } }`).cost).toBeGreaterThan(operationLimits.cost)
  const roots = Array.from({ length: 21 }, (_, index) => `a${index}: __schema { queryType { name } }`)
  expect(measure(`{ ${roots.join(' ')} }`).fields.filter(({ depth }) => depth === 1)).toHaveLength(21)
})

test('what tools ask to learn the schema is not taken for too large or too deep', () => {
  const { cost, depth, fields } = measure(
    getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  )
  expect(cost).toBeLessThan(operationLimits.cost)
  expect(depth).toBeLessThanOrEqual(operationLimits.depth)
  expect(fields.filter(each => each.depth === 1)).toHaveLength(1)
})

test('a comparison has twelve metrics, not as many as there are categories', () => {
  expect(
    measure('{ compareEvaluations(baseline: "a", candidate: "b") { comparison { metrics { metric } } } }').cost,
  ).toBe(3 + 12)
})

test('lists of a fixed length count by it: points of a curve, settings that tools have otherwise', () => {
  const costOf = (field: string) => measure(`{ evaluation(id: "x") { result { ${field} } } }`).cost
  expect(costOf('precisionRecall { recall }')).toBe(3 + 101)
  const settings = protocolChanges(settingsOf())
  expect(costOf('protocolEffects { effects { to } }')).toBe(4 + settings.length)
})
