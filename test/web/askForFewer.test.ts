import { expect, test } from 'vitest'
import { askForFewer } from '../../web/src/api/askForFewer.ts'
import { imagePages } from '../../web/src/evaluations/imagePages.ts'

/** What is asked for of a server that gives so many at most. */
async function asked(first: number, most: number) {
  const firsts: number[] = []
  const ask = async (wanted: number) => {
    firsts.push(wanted)
    return wanted <= most
  }
  return { given: await askForFewer(first, ask, isGiven => !isGiven), firsts }
}

test('a page that is too large is asked for with half as many until it is given', async () => {
  expect(await asked(12, 3)).toEqual({ given: true, firsts: [12, 6, 3] })
  expect(await asked(12, 12)).toEqual({ given: true, firsts: [12] })
})

test('one that is too large by itself is asked for once, and stays refused', async () => {
  expect(await asked(5, 0)).toEqual({ given: false, firsts: [5, 3, 2, 1] })
})

test('of refused images those with too many boxes alone are asked for again', () => {
  const isTooMuch = (code: string, message: string) => imagePages.isTooMuch({ code, message })
  const tooMany = 'Expected at most 25000 boxes on a page of images but there are 28812'
  expect(isTooMuch('BAD_USER_INPUT', tooMany)).toBe(true)
  expect(isTooMuch('BAD_USER_INPUT', 'Expected for actual the id of a category but received 99')).toBe(false)
  expect(isTooMuch('RATE_LIMITED', tooMany)).toBe(false)
})
