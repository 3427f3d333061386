import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createInsights } from '../../src/tasks/createInsights.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'

/** Processes of questions that this one started. */
const processes = () =>
  readdirSync(`/proc/${process.pid}/task`)
    .flatMap(thread => readFileSync(`/proc/${process.pid}/task/${thread}/children`, 'utf8').trim().split(' '))
    .filter(pid => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('insightProcess'))

test('questions at once are answered by one process, which stays, as it keeps evaluations open', async () => {
  const insights = createInsights({ databaseUrl: await freshDatabase() })
  onTestFinished(insights.close)
  const ask = () => insights.run('errorBreakdown', { evaluationId: '00000000-0000-7000-8000-000000000000' })
  const asked = [ask(), ask(), ask()]
  const began = processes()
  expect(began).toHaveLength(1)
  for (const answer of asked) await expect(answer).rejects.toMatchObject({ code: 'EVALUATION_NOT_FOUND' })
  await sleep(300)
  await expect(ask()).rejects.toMatchObject({ code: 'EVALUATION_NOT_FOUND' })
  expect(processes()).toEqual(began)
})
