import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createAsker } from '../../src/cli/createAsker.ts'
import { AppError } from '../../src/errors.ts'

const colour = {
  text: 'colour',
  usual: 'rgb' as string | undefined,
  read(answer: string) {
    if (answer !== 'rgb' && answer !== 'bgr') throw new AppError('BAD_USER_INPUT', `not ${answer}`)
    return answer.toUpperCase()
  },
}

/** Asks the questions of one who writes this, and then no more; what was answered, and what was printed. */
async function asked(written: string, ...questions: (typeof colour)[]) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const { ask, close } = createAsker(input, output)
  const answers: unknown[] = []
  for (const [index, question] of questions.entries()) {
    const answer = ask(question)
    if (index === 0) input.end(written)
    answers.push(await answer.catch(error => `${error.code}: ${error.message}`))
  }
  close()
  output.end()
  return { answers, printed: await text(output) }
}

test('an empty answer is the usual one, and spaces around an answer do not count', async () => {
  expect((await asked('\n', colour)).answers).toEqual(['RGB'])
  expect(await asked('  bgr \n', colour)).toEqual({ answers: ['BGR'], printed: 'colour [rgb]: ' })
})

test('an answer that is not taken is asked for again, with what is wrong', async () => {
  const { answers, printed } = await asked('red\nbgr\n', colour)
  expect(answers).toEqual(['BGR'])
  expect(printed).toBe('colour [rgb]: not red\ncolour [rgb]: ')
})

test('the end of the input ends the questions', async () => {
  const ended = 'BAD_USER_INPUT: The questions were not answered.'
  expect((await asked('', colour)).answers).toEqual([ended])
  expect((await asked('red\n', colour)).answers).toEqual([ended])
  expect((await asked('bgr\n', colour, colour)).answers).toEqual(['BGR', ended])
})

test('without a usual answer an empty one is read as it is', async () => {
  const { answers, printed } = await asked('\nrgb\n', { ...colour, usual: undefined })
  expect(answers).toEqual(['RGB'])
  expect(printed).toBe('colour: not \ncolour: ')
})
