import type { FastifyInstance } from 'fastify'
import Upload from 'graphql-upload/Upload.mjs'
import { AppError } from '../errors.ts'

const maxDepth = 64
/** Many times what any operation needs; GraphQL's own check of a million values would take seconds. */
const maxValues = 10_000

const tooDeep = () =>
  new AppError('BAD_REQUEST', `Expected JSON nested at most ${maxDepth} deep but this request nests deeper.`)

const tooMany = () => new AppError('BAD_REQUEST', `Expected at most ${maxValues} values in a request but it has more.`)

const prototypeNamed = () =>
  new AppError('BAD_USER_INPUT', 'Expected paths and names of variables but one names a prototype.')

const prototypeNames = ['__proto__', 'constructor', 'prototype']

/** Goes through a body that is parsed, and whose files are in their places, without recursion. */
function checkJson(body: unknown) {
  let level = [body]
  let values = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw tooDeep()
    const next: unknown[] = []
    for (const value of level) {
      if (value === null || typeof value !== 'object' || value instanceof Upload) continue
      const prototype = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== Array.prototype) throw prototypeNamed()
      if (prototypeNames.some(name => Object.hasOwn(value, name))) throw prototypeNamed()
      const inside: unknown[] = Object.values(value)
      values += inside.length
      if (values > maxValues) throw tooMany()
      next.push(...inside)
    }
    level = next
  }
}

/**
 * Refuses, on `path`, bodies that nest deeper or hold more values than what comes after can bear, and those in which a
 * name, or a path of a multipart `map`, reaches for a prototype.
 */
export function checkBody(app: FastifyInstance, path: string) {
  app.addHook('preHandler', async ({ routeOptions, body }) => {
    if (routeOptions.url === path) checkJson(body)
  })
}
