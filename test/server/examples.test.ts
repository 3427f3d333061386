import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildSchema, Kind, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { operationLimits } from '../../src/graphql/limitOperations.ts'
import { measureOperation } from '../../src/graphql/measureOperation.ts'

const folder = resolve('src/server/examples')
const schema = buildSchema(readFileSync('schema.graphql', 'utf8'))

test.each(readdirSync(folder))('the example %s is one that the server takes', file => {
  const document = parse(readFileSync(resolve(folder, file), 'utf8'))
  expect(validate(schema, document)).toEqual([])
  const operations = document.definitions.filter(definition => definition.kind === Kind.OPERATION_DEFINITION)
  expect(operations.length).toBeGreaterThan(0)
  for (const operation of operations) {
    const variables = { after: null, image: 'x', id: 'x', groundTruth: 'x', datasetId: 'x', model: 'x' }
    expect(measureOperation(schema, document, operation, variables).cost).toBeLessThan(operationLimits.cost)
  }
})
