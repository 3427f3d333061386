import { setTimeout as sleep } from 'node:timers/promises'
import { unwrapResolverError } from '@apollo/server/errors'
import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { AppError } from '../errors.ts'
import type { Admitted } from './admitSubscriptions.ts'
import type { Context } from './context.ts'
import { createLoaders, type Loaders } from './createLoaders.ts'
import { createPacer } from './createPacer.ts'
import { formatError } from './formatError.ts'
import { logError } from './reportErrors.ts'

/** How long until an event is tried again that the database could not give. */
const againMs = 1000

const isStorageAway = ({ errors = [] }: ExecutionResult) =>
  errors.some(error => {
    const original = unwrapResolverError(error)
    return original instanceof AppError && original.code === 'STORAGE_UNAVAILABLE'
  })

/** What a client may see of an event; each of its errors is logged. */
function shown({ data, errors }: ExecutionResult, { log, requestId }: Context): FormattedExecutionResult {
  if (!errors) return { data }
  for (const error of errors) logError(error, log)
  const formatted = errors.map(error => formatError(error.toJSON(), error))
  return {
    errors: formatted.map(error => ({ ...error, extensions: { ...error.extensions, requestId } })),
    ...(data === undefined ? {} : { data }),
  }
}

type Subscription = {
  admitted: Admitted
  /** a new one for each event: what loaders have read is as old as they are */
  contextOf(): Promise<Context>
  /** ends it at once, without an error */
  signal: AbortSignal
}

/**
 * Executes admitted subscriptions: the answers to their events, one after the other, read when they are asked for. Those
 * of one event to many subscribers share what is read for it, and come a few at a time. While the database is away they wait.
 */
export function createSubscriber(schema: GraphQLSchema) {
  const pace = createPacer()
  const loadersOf = new WeakMap<object, Loaders>()

  async function answer(event: object, { admitted, contextOf, signal }: Subscription) {
    for (;;) {
      await pace()
      const context = await contextOf()
      const loaders = loadersOf.get(event) ?? createLoaders(context.store)
      loadersOf.set(event, loaders)
      const { document, operationName, variables: variableValues } = admitted
      const contextValue = { ...context, loaders }
      const result = await execute({ schema, document, operationName, variableValues, rootValue: event, contextValue })
      if (signal.aborted || !isStorageAway(result)) {
        await pace()
        return shown(result, context)
      }
      if (loadersOf.get(event) === loaders) loadersOf.delete(event)
      await sleep(againMs, undefined, { signal }).catch(() => undefined)
    }
  }

  return async function* subscribe(
    subscription: Subscription,
  ): AsyncGenerator<FormattedExecutionResult, void, undefined> {
    const { admitted, contextOf, signal } = subscription
    const { document, operationName, variables: variableValues } = admitted
    const contextValue = await contextOf()
    const source = await createSourceEventStream({ schema, document, operationName, variableValues, contextValue })
    if (!(Symbol.asyncIterator in source)) return void (yield shown(source, contextValue))

    const events = source[Symbol.asyncIterator]() as AsyncIterator<object>
    const { promise: ended, resolve: end } = Promise.withResolvers<undefined>()
    const leave = () => {
      end(undefined)
      void events.return?.()
    }
    signal.addEventListener('abort', leave)
    try {
      if (signal.aborted) return
      for (let event = await events.next(); !event.done; event = await events.next()) {
        const result = await Promise.race([answer(event.value, subscription), ended])
        if (!result) return
        yield result
      }
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
    }
  }
}
