import { expect, test } from 'vitest'
import type { Protocol } from '../../eval/result.ts'
import { settingsOf } from '../../eval/settings.ts'
import { checkComparable } from '../../src/runs/checkComparable.ts'

const protocol: Protocol = {
  ...settingsOf(),
  ...{ evaluator: 'fovea-eval 1', images: 100, groundTruths: 831, crowds: 3, detections: 734 },
  leftOut: { unknownCategory: 0, belowFloor: 0 },
  hashes: { groundTruth: 'a1', detections: 'b1' },
}

test.each<[string, Partial<Protocol>, RegExp]>([
  ['evaluators', { evaluator: 'fovea-eval 2' }, /^Evaluate the one of the older evaluator again/],
  ['evaluators and settings', { evaluator: 'fovea-eval 2', caps: [10] }, /by the same settings/],
  ['settings', { caps: [10] }, /by the same settings/],
  ['images', { images: 99, groundTruths: 830 }, /ALL_IMAGES/],
])('two of other %s are refused with what to do', (_, change, hint) => {
  expect(() => checkComparable(protocol, { ...protocol, ...change })).toThrow(
    expect.objectContaining({ code: 'RUNS_NOT_COMPARABLE', hint: expect.stringMatching(hint) }),
  )
})
