import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isInputObjectType,
} from 'graphql'

type Range = { min: number; max: number }

/**
 * What the arguments of one field break of `@range`, as one sentence; undefined when nothing.
 * @param args coerced values, defaults included
 */
export function outOfRange(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  args: Record<string, unknown>,
): string | undefined {
  const range = schema.getDirective('range')
  if (!range) return undefined

  function check(
    inputs: readonly (GraphQLArgument | GraphQLInputField)[],
    values: Record<string, unknown>,
    path: string,
  ): string | undefined {
    for (const input of inputs) {
      const value = values[input.name]
      const limits = input.astNode ? (getDirectiveValues(range!, input.astNode) as Range | undefined) : undefined
      if (limits && typeof value === 'number' && !(value >= limits.min && value <= limits.max))
        return `Expected a number from ${limits.min} to ${limits.max} for ${path}${input.name} but received ${value}.`
      const type = getNamedType(input.type)
      if (!isInputObjectType(type) || value === null || typeof value !== 'object' || Array.isArray(value)) continue
      const inner = check(Object.values(type.getFields()), value as Record<string, unknown>, `${path}${input.name}.`)
      if (inner) return inner
    }
    return undefined
  }

  return check(field.args, args, `${field.name}.`)
}
