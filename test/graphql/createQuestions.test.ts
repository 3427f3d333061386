import { expect, test } from 'vitest'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { type Asked, createQuestions } from '../../src/graphql/createQuestions.ts'

/** Whoever is asked answers with what it was asked. */
function createEcho() {
  const asked: unknown[] = []
  const run = async (_: string, args: { imageIds: number[]; iou: number }) => {
    asked.push(args)
    return args.imageIds.map(id => `${id} at ${args.iou}`)
  }
  return { asked, insights: { run } as unknown as Asked }
}

test('boxes of many images are one question, those of another operating point or evaluation are another', async () => {
  const { asked, insights } = createEcho()
  const { boxesOfImage } = createQuestions(insights)
  const keys = [
    { evaluationId: 'a', imageId: 1, minScore: 0.5, iou: 0.5 },
    { evaluationId: 'a', imageId: 1, minScore: 0.5, iou: 0.8 },
    { evaluationId: 'b', imageId: 1, minScore: 0.5, iou: 0.5 },
    { evaluationId: 'a', imageId: 2, minScore: 0.5, iou: 0.5 },
  ]
  expect(await boxesOfImage.loadMany(keys)).toEqual(['1 at 0.5', '1 at 0.8', '1 at 0.5', '2 at 0.5'])
  expect(asked).toEqual([
    { evaluationId: 'a', minScore: 0.5, iou: 0.5, imageIds: [1, 2] },
    { evaluationId: 'a', minScore: 0.5, iou: 0.8, imageIds: [1] },
    { evaluationId: 'b', minScore: 0.5, iou: 0.5, imageIds: [1] },
  ])
})

test('what eval/ refuses as an option is a mistake of the caller, anything else is not', async () => {
  const failing = (error: Error) => createQuestions({ run: async () => Promise.reject(error) } as unknown as Asked)
  const args = { evaluationId: 'a', iou: 0.52 }
  const option = new InvalidInput('OPTIONS_INVALID', 'Expected an iou out of 0.5', 'Take that.')
  await expect(failing(option).run('bestF1', args)).rejects.toMatchObject({
    ...{ code: 'BAD_USER_INPUT', message: 'Expected an iou out of 0.5.', hint: 'Take that.' },
  })
  const broken = new InvalidInput('DUPLICATE_ID', 'Two shards have image 7')
  await expect(failing(broken).run('bestF1', args)).rejects.toBe(broken)
})
