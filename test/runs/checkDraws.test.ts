import { expect, test } from 'vitest'
import { checkDraws } from '../../src/runs/checkDraws.ts'

test.each([
  [0.95, 100, 0],
  [0.95, 10_000, 80],
  [0.98, 100, 80],
  [0.9875, 160, 80],
  [0.99, 200, 80],
  [0.999, 2000, 80],
  [0.95, 1000, 1988],
  [0.95, 1646, 1203],
])('with a confidence of %s %s replicates of %s categories can be drawn', (confidence, replicates, categories) => {
  expect(() => checkDraws({ confidence, replicates }, categories)).not.toThrow()
})

test.each([
  [0.999, 1999, 80, /at least 2000 replicates for a confidence of 0\.999 but received 1999/],
  [0.99, 199, 80, /at least 200 replicates/],
  [0.95, 1001, 1988, /at most 1000 replicates with 1988 categories but received 1001/],
  [0.95, 1647, 1203, /at most 1646 replicates with 1203/],
])(
  'with a confidence of %s %s replicates of %s categories are refused with how many are possible',
  (confidence, replicates, categories, message) => {
    expect(() => checkDraws({ confidence, replicates }, categories)).toThrow(
      expect.objectContaining({ code: 'OPTIONS_INVALID', message: expect.stringMatching(message) }),
    )
  },
)
