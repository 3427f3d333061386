import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, it } from 'vitest'

const schema = buildSchema(readFileSync(resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'))

it('leaves no type, field or value of the public contract without a description', () => {
  const types = Object.values(schema.getTypeMap()).filter(
    type => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  )
  const members = types.flatMap(type => {
    if (isEnumType(type))
      return type.getValues().map(({ name, description }) => ({ name: `${type.name}.${name}`, description }))
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return []
    return Object.values(type.getFields()).map(({ name, description }) => ({
      name: `${type.name}.${name}`,
      description,
    }))
  })
  const bare = [...types, ...members].filter(({ description }) => !description).map(({ name }) => name)
  expect(members.length).toBeGreaterThan(100)
  expect(bare).toEqual([])
})
