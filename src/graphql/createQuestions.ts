import DataLoader from 'dataloader'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../errors.ts'
import type { ImageBoxes, Insights } from '../insight/insights.ts'
import { loadGrouped } from './loadGrouped.ts'

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

/** The boxes of which image, at which operating point. */
type BoxesKey = { evaluationId: string; imageId: number; minScore: number; iou: number }

/** Of one operation. */
const most = 30
/** Each matches a whole evaluation several times. */
const mostProtocolEffects = 2

function refuse(error: unknown): never {
  if (!(error instanceof InvalidInput) || error.code !== 'OPTIONS_INVALID') throw error
  throw new AppError('BAD_USER_INPUT', `${error.message}.`, error.hint === undefined ? {} : { hint: error.hint })
}

const tooMany = (limit: number, what: string) =>
  new AppError('BAD_USER_INPUT', `Expected at most ${limit} ${what} in an operation but this one has more.`, {
    hint: 'Each alias of a field counts, for each evaluation that it is asked of: ask for fewer, or in several requests.',
  })

/**
 * The questions about evaluations of one operation: bounded in number, refused as input where eval/ refuses them. They are
 * asked one after the other, so that operations take turns however many questions each has.
 * @param leaving aborts when nobody waits for their answers any more
 */
export function createQuestions(insights: Asked, leaving?: AbortSignal) {
  let last: Promise<unknown> = Promise.resolve()
  let asked = 0
  let protocolEffects = 0

  /**
   * @throws AppError BAD_USER_INPUT for arguments that cannot be answered, and when the operation asks too much; the
   * reason of `leaving`
   */
  const run: Asked['run'] = (name, args) => {
    if (++asked > most) throw tooMany(most, 'questions about what is inside evaluations')
    const ask = async (): Promise<unknown> => {
      leaving?.throwIfAborted()
      return insights.run(name, args, { leaving })
    }
    const answer = last.then(ask)
    last = answer.catch(() => undefined)
    return answer.catch(refuse) as ReturnType<typeof insights.run<typeof name>>
  }

  const loadBoxes = (keys: readonly BoxesKey[]) =>
    loadGrouped<BoxesKey, ImageBoxes>(
      keys,
      ({ evaluationId, minScore, iou }) => [evaluationId, minScore, iou],
      same => {
        const { evaluationId, minScore, iou } = same[0]!
        return run('boxes', { evaluationId, minScore, iou, imageIds: same.map(({ imageId }) => imageId) })
      },
    )

  return {
    run,
    warm: insights.warm,

    /** One question for all images of an evaluation at one operating point. */
    boxesOfImage: new DataLoader<BoxesKey, ImageBoxes, string>(loadBoxes, { cacheKeyFn: key => JSON.stringify(key) }),

    /** @throws AppError BAD_USER_INPUT */
    countProtocolEffects(): void {
      if (++protocolEffects > mostProtocolEffects) throw tooMany(mostProtocolEffects, 'protocolEffects')
    },
  }
}
