import { createClient as createStream } from 'graphql-sse'
import { Client, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from 'urql'
import { authorization, refuseApiKey } from './apiKey.ts'
import { problemOf } from './problem.ts'

const stream = createStream({ url: '/graphql/stream', headers: authorization, retryAttempts: 5 })

/** Asks the server that served this page: POST for queries and mutations, server-sent events for subscriptions. */
export const client = new Client({
  url: '/graphql',
  preferGetMethod: false,
  fetchOptions: () => ({ headers: authorization() }),
  exchanges: [
    cacheExchange,
    mapExchange({
      onError(error) {
        if (problemOf(error).code === 'UNAUTHENTICATED') refuseApiKey()
      },
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: ({ next, error, complete }) => ({
          unsubscribe: stream.subscribe<Record<string, unknown>>(
            { query, ...(variables ? { variables } : {}) },
            { next: ({ data = null, errors }) => next({ data, ...(errors ? { errors } : {}) }), error, complete },
          ),
        }),
      }),
    }),
  ],
})
