import type { Asked } from './createQuestions.ts'

/** Asks each question once, for all who ask it. Who leaves takes none back: others may wait for its answer. */
export function shareAnswers(insights: Asked): Asked {
  const answers = new Map<string, Promise<unknown>>()
  const run: Asked['run'] = (name, args) => {
    const key = JSON.stringify([name, args])
    const answer = answers.get(key) ?? insights.run(name, args)
    answers.set(key, answer)
    return answer as ReturnType<typeof insights.run<typeof name>>
  }
  return { ...insights, run }
}
