import { setTimeout as sleep } from 'node:timers/promises'
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

/** Whoever is asked answers when it is told to, in the order in which it was asked. */
function createSlow() {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const run = (_: string, { evaluationId }: { evaluationId: string }) => {
    asked.push(evaluationId)
    return new Promise<string>(resolve => answers.push(() => resolve(evaluationId)))
  }
  const answer = async () => {
    answers.shift()!()
    await sleep(1)
  }
  return { asked, answer, insights: { run } as unknown as Asked }
}

test('an operation asks one question at a time, so that another one with a single question need not wait for all', async () => {
  const { asked, answer, insights } = createSlow()
  const [many, one] = [createQuestions(insights), createQuestions(insights)]
  const ask = ({ run }: typeof many, evaluationId: string) => run('bestF1', { evaluationId, iou: 0.5 })
  const answers = [ask(many, 'a'), ask(many, 'b'), ask(many, 'c'), ask(one, 'z')]
  await sleep(1)
  expect(asked).toEqual(['a', 'z'])
  await answer()
  expect(asked).toEqual(['a', 'z', 'b'])
  for (let left = 3; left > 0; left--) await answer()
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'z'])
})

test('a question that fails does not keep the next one of its operation from being asked', async () => {
  const asked: string[] = []
  const run = async (_: string, { evaluationId }: { evaluationId: string }) => {
    asked.push(evaluationId)
    throw new Error(evaluationId)
  }
  const questions = createQuestions({ run } as unknown as Asked)
  const ids = ['a', 'b']
  const answers = ids.map(evaluationId => questions.run('bestF1', { evaluationId, iou: 0.5 }))
  await expect(answers[0]).rejects.toThrow('a')
  await expect(answers[1]).rejects.toThrow('b')
  expect(asked).toEqual(ids)
})

test('once nobody waits for the answers no further question is asked, and the one that is asked is told', async () => {
  const { asked, answer, insights } = createSlow()
  const told: unknown[] = []
  const watched = {
    run: (name: 'bestF1', args: { evaluationId: string; iou: number }, options: unknown) => {
      told.push(options)
      return insights.run(name, args)
    },
  } as unknown as Asked
  const leaving = new AbortController()
  const { run } = createQuestions(watched, leaving.signal)
  const [first, second] = ['a', 'b'].map(evaluationId => run('bestF1', { evaluationId, iou: 0.5 }))
  const refused = expect(second).rejects.toThrow('left')
  await sleep(1)
  leaving.abort(new Error('left'))
  await answer()
  expect(await first).toBe('a')
  await refused
  expect(asked).toEqual(['a'])
  expect(told).toEqual([{ leaving: leaving.signal }])
})

test('one question more than 30 is refused, whatever it is about', async () => {
  const { insights } = createEcho()
  const { run } = createQuestions(insights)
  const ask = () => run('boxes', { evaluationId: 'a', imageIds: [1], minScore: 0.5, iou: 0.5 })
  for (let asked = 0; asked < 30; asked++) await ask()
  expect(ask).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', hint: expect.stringMatching(/^Each alias/) }))
})
