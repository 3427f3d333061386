import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../errors.ts'
import type { Insights } from '../insight/insights.ts'
import { createInsightLoaders } from './createInsightLoaders.ts'

/** Who answers questions about evaluations. */
export type Asked = {
  /** @param options.leaving takes the question back while it waits for its turn */
  run<Name extends keyof Insights>(
    name: Name,
    args: Parameters<Insights[Name]>[0],
    options?: { leaving?: AbortSignal },
  ): ReturnType<Insights[Name]>
  /** Gets ready for a question that may come. */
  warm(): void
}

export type Questions = ReturnType<typeof createQuestions>

/** Of one operation. */
const most = 30

function refuse(error: unknown): never {
  if (!(error instanceof InvalidInput) || error.code !== 'OPTIONS_INVALID') throw error
  throw new AppError('BAD_USER_INPUT', `${error.message}.`, error.hint === undefined ? {} : { hint: error.hint })
}

const tooMany = () =>
  new AppError(
    'BAD_USER_INPUT',
    `Expected at most ${most} questions about what is inside evaluations in an operation but this one has more.`,
    {
      hint: 'Each alias of a field counts, for each evaluation that it is asked of: ask for fewer, or in several requests.',
    },
  )

/**
 * The questions about evaluations of one operation: bounded in number, refused as input where eval/ refuses them. They are
 * asked one after the other, so that operations take turns however many questions each has.
 * @param leaving aborts when nobody waits for their answers any more
 */
export function createQuestions(insights: Asked, leaving?: AbortSignal) {
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0

  /**
   * @throws AppError BAD_USER_INPUT for arguments that cannot be answered, and when the operation asks too much; the
   * reason of `leaving`
   */
  const run: Asked['run'] = (name, args) => {
    if (++asked > most) throw tooMany()
    const ask = async (): Promise<unknown> => {
      leaving?.throwIfAborted()
      return insights.run(name, args, { leaving })
    }
    const answer = last.then(ask)
    last = answer.catch(() => undefined)
    return answer.catch(refuse) as ReturnType<typeof insights.run<typeof name>>
  }

  return {
    run,
    warm: insights.warm,
    ...createInsightLoaders(run),
  }
}
