import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { formatError } from '../../src/graphql/formatError.ts'

test('a message that repeats what it was given, such as an image in base64, is cut', () => {
  const message = `Variable "$i" got invalid value { base64: "${'A'.repeat(3_000_000)}" }`
  const extensions = { code: 'BAD_USER_INPUT' }
  const shown = formatError({ message, extensions }, new GraphQLError(message, { extensions }))
  expect(shown.message).toHaveLength(501)
  expect(shown).toMatchObject({ extensions, message: expect.stringMatching(/^Variable "\$i" got invalid value .*…$/) })
})

test('what only the operator can mend, with the paths of its files, stays with the operator', () => {
  const error = new AppError('MODEL_INVALID', 'Model x (/srv/models/x.onnx): no output named boxes')
  const shown = formatError({ message: error.message }, new GraphQLError(error.message, { originalError: error }))
  expect(shown).toMatchObject({ message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } })
})
