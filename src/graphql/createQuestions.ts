import DataLoader from 'dataloader'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { AppError } from '../errors.ts'
import type { ImageBoxes, Insights } from '../insight/insights.ts'
import { loadGrouped } from './loadGrouped.ts'

/** Who answers questions about evaluations. */
export type Asked = {
  run<Name extends keyof Insights>(name: Name, args: Parameters<Insights[Name]>[0]): ReturnType<Insights[Name]>
}

export type Questions = ReturnType<typeof createQuestions>

/** The boxes of which image, at which operating point. */
type BoxesKey = { evaluationId: string; imageId: number; minScore: number; iou: number }

/** Of one operation. They are answered one after the other, and those of other operations wait. */
const most = 30
/** Each matches a whole evaluation several times. */
const mostProtocolEffects = 2

function refuse(error: unknown): never {
  if (!(error instanceof InvalidInput) || error.code !== 'OPTIONS_INVALID') throw error
  throw new AppError('BAD_USER_INPUT', `${error.message}.`, error.hint === undefined ? {} : { hint: error.hint })
}

const tooMany = (limit: number, what: string) =>
  new AppError('BAD_USER_INPUT', `Expected at most ${limit} ${what} in an operation but this one has more.`, {
    hint: 'Ask about fewer evaluations by `first`, or in several requests.',
  })

/** The questions about evaluations of one operation: bounded in number, refused as input where eval/ refuses them. */
export function createQuestions(insights: Asked) {
  let asked = 0
  let protocolEffects = 0

  /** @throws AppError BAD_USER_INPUT for arguments that cannot be answered, and when the operation asks too much */
  const run: Asked['run'] = (name, args) => {
    if (++asked > most) throw tooMany(most, 'questions about what is inside evaluations')
    const answer: Promise<unknown> = insights.run(name, args)
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

    /** One question for all images of an evaluation at one operating point. */
    boxesOfImage: new DataLoader<BoxesKey, ImageBoxes, string>(loadBoxes, { cacheKeyFn: key => JSON.stringify(key) }),

    /** @throws AppError BAD_USER_INPUT */
    countProtocolEffects(): void {
      if (++protocolEffects > mostProtocolEffects) throw tooMany(mostProtocolEffects, 'protocolEffects')
    },
  }
}
