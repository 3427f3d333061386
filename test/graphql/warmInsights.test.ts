import { expect, test } from 'vitest'
import type { Context } from '../../src/graphql/context.ts'
import { type Asked, createQuestions } from '../../src/graphql/createQuestions.ts'
import { evaluationObjects } from '../../src/graphql/evaluationObjects.ts'
import type { EvaluationRow } from '../../src/store/evaluations.ts'

const { result } = evaluationObjects.Evaluation as unknown as {
  result(evaluation: EvaluationRow, args: object, context: Context): unknown
}

test('who looks at the numbers of an evaluation finds the process of questions started, once there are any', async () => {
  let warmed = 0
  const insights = createQuestions({ warm: () => void warmed++ } as unknown as Asked)
  const loaders = { resultOfEvaluation: { load: async () => 'numbers' } }
  const look = (status: string) =>
    result({ id: 'a', status } as EvaluationRow, {}, { insights, loaders } as unknown as Context)
  expect(await look('RUNNING')).toBeNull()
  expect(warmed).toBe(0)
  expect(await look('COMPLETED')).toBe('numbers')
  expect(warmed).toBe(1)
})
