import { type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import { type DocumentNode, GraphQLError } from 'graphql'
import type { Context } from './context.ts'

/** A subscription that may be executed, an event at a time. */
export type Admitted = {
  document: DocumentNode
  operationName: string | undefined
  /** as they were given */
  variableValues: Record<string, unknown>
}

const refusal = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })

/**
 * Has subscriptions checked like every other operation, then hands them to who asked for a stream instead of executing
 * them. Refuses them where one answer is asked for, and what has one answer where a stream is.
 */
export const admitSubscriptions: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation: resolved, contextValue: { admit } }) {
        // Without one Apollo refuses it.
        if (!resolved) return
        const { operation } = resolved
        if (operation === 'subscription' && !admit)
          throw refusal(
            'Expected a query or a mutation but received a subscription; send it to /graphql/stream, or with Accept: text/event-stream alone.',
          )
        if (operation !== 'subscription' && admit)
          throw refusal(
            `Expected a subscription where server-sent events are asked for but received a ${operation}; send it to /graphql with Accept: application/json.`,
          )
      },
      async responseForOperation({ document, operation, operationName, request, contextValue: { admit } }) {
        if (!admit || !operation) return null
        admit({ document, operationName: operationName ?? undefined, variableValues: request.variables ?? {} })
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: null } } }
      },
    }
  },
}
