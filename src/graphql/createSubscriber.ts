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
import { unlessAborted } from '../unlessAborted.ts'
import type { Admitted } from './admitSubscriptions.ts'
import type { Context } from './context.ts'
import { createLoaders, type Loaders } from './createLoaders.ts'
import { createPacer } from './createPacer.ts'
import { type Asked, createQuestions } from './createQuestions.ts'
import { formatError } from './formatError.ts'
import { logError, withRequestId } from './reportErrors.ts'
import { shareAnswers } from './shareAnswers.ts'

/** How often a subscription waits for what is overloaded; then it is told so. */
const mostWaits = 30

/** Why an answer is not to be had now, where it may be later. */
function troubleIn({ errors = [] }: ExecutionResult): AppError | undefined {
  const originals = errors.map(unwrapResolverError).filter(original => original instanceof AppError)
  const byCode = (code: string) => originals.find(original => original.code === code)
  return byCode('STORAGE_UNAVAILABLE') ?? byCode('OVERLOADED')
}

/** What a client may see of an event; each of its errors is logged. */
function shown({ data, errors }: ExecutionResult, { log, requestId }: Context): FormattedExecutionResult {
  if (!errors) return { data }
  for (const error of errors) logError(error, log)
  const formatted = errors.map(error => formatError(error.toJSON(), error))
  return { errors: withRequestId(formatted, requestId), ...(data === undefined ? {} : { data }) }
}

type Subscription = {
  admitted: Admitted
  /** a new one for each event: what loaders have read is as old as they are */
  contextOf(): Promise<Context>
  /** ends it at once, without an error */
  signal: AbortSignal
}

type Options = {
  schema: GraphQLSchema
  insights: Asked
  /** is told why an event has to wait */
  onTrouble?: (error: unknown) => void
  /** until it is tried again */
  againMs?: number
}

/**
 * Executes admitted subscriptions: the answers to their events, one after the other, read when they are asked for. Those
 * of one event to many subscribers share what is read and computed for it, and come a few at a time. While the database
 * is away, or what they ask for overloaded, they wait, and are then answered from what stands by then.
 */
export function createSubscriber({ schema, insights, onTrouble, againMs = 1000 }: Options) {
  const pace = createPacer()
  const sharedOf = new WeakMap<object, { loaders: Loaders; asked: Asked }>()

  async function answer(event: object, { admitted, contextOf, signal }: Subscription) {
    await pace()
    const context = await contextOf()
    const shared = sharedOf.get(event) ?? { loaders: createLoaders(context.store), asked: shareAnswers(insights) }
    sharedOf.set(event, shared)
    const { loaders, asked } = shared
    const contextValue = { ...context, loaders, insights: createQuestions(asked, signal) }
    const result = await execute({ schema, ...admitted, rootValue: event, contextValue })
    await pace()
    return { result, context }
  }

  return async function* subscribe(
    subscription: Subscription,
  ): AsyncGenerator<FormattedExecutionResult, void, undefined> {
    const { admitted, contextOf, signal } = subscription
    let waits = 0

    /** @returns why an event could not be answered, or undefined at the end */
    async function* answers(events: AsyncIterableIterator<object>) {
      const leave = () => void events.return?.()
      signal.addEventListener('abort', leave)
      if (signal.aborted) leave()
      try {
        for await (const event of events) {
          const answered = await unlessAborted(answer(event, subscription), signal)
          if (!answered) return undefined
          const trouble = troubleIn(answered.result)
          if (trouble && (trouble.code !== 'OVERLOADED' || ++waits <= mostWaits)) return trouble
          yield shown(answered.result, answered.context)
        }
      } finally {
        signal.removeEventListener('abort', leave)
      }
      return undefined
    }

    while (!signal.aborted) {
      const contextValue = await contextOf()
      const source = await createSourceEventStream({ schema, ...admitted, contextValue })
      if (!(Symbol.asyncIterator in source)) return void (yield shown(source, contextValue))
      const trouble = yield* answers(source as AsyncIterableIterator<object>)
      if (!trouble) return
      onTrouble?.(trouble)
      await sleep(againMs, undefined, { signal }).catch(() => undefined)
    }
  }
}
