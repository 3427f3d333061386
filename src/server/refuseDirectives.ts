import type { FastifyInstance } from 'fastify'
import { type DocumentNode, Kind, type OperationDefinitionNode, parse, type SelectionNode } from 'graphql'
import { AppError } from '../errors.ts'
import { operationLimits } from '../graphql/limitOperations.ts'

/** The document, unless it is none: of that Apollo says more. */
function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens: operationLimits.tokens, noLocation: true })
  } catch {
    return undefined
  }
}

const isSubscription = (node: { kind: string }): node is OperationDefinitionNode =>
  'operation' in node && node.operation === 'subscription'

/** The selections of a document's subscriptions at their roots, those of fragments included. */
function rootSelections({ definitions }: DocumentNode): SelectionNode[] {
  const fragments = definitions.filter(each => each.kind === Kind.FRAGMENT_DEFINITION)
  const sets = new Set(definitions.filter(isSubscription).map(({ selectionSet }) => selectionSet))
  // What is added on the way is come to as well, each once.
  for (const { selections } of sets)
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) sets.add(node.selectionSet)
      if (node.kind !== Kind.FRAGMENT_SPREAD) continue
      for (const { name, selectionSet } of fragments) if (name.value === node.name.value) sets.add(selectionSet)
    }
  return [...sets].flatMap(({ selections }) => selections)
}

const queryOf = (given: unknown): unknown =>
  given !== null && typeof given === 'object' && 'query' in given ? given.query : undefined

/**
 * Refuses, on `path`, directives on what a subscription is to follow: without its one root field there is nothing to
 * follow, and GraphQL's own check fails on their variables.
 */
export function refuseDirectives(app: FastifyInstance, path: string) {
  app.addHook('preHandler', async ({ routeOptions, method, body, query: address }) => {
    if (routeOptions.url !== path) return
    const query = queryOf(method === 'GET' ? address : body)
    if (typeof query !== 'string' || !query.includes('subscription') || !query.includes('@')) return
    const document = parsed(query)
    if (!document) return
    const directive = rootSelections(document).flatMap(({ directives = [] }) => directives)[0]?.name.value
    if (directive !== undefined)
      throw new AppError(
        'BAD_REQUEST',
        `Expected no directive on the root field of a subscription but received @${directive}.`,
        { hint: 'Leave it out, or put it on a field inside.' },
      )
  })
}
