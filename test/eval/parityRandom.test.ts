import { expect, test } from 'vitest'
import { evaluateCoco } from '../../eval/index.ts'
import { caseOf, differences, differencesOf, type Expected, evalFixture } from '../helper/evalFixture.ts'
import { type CaseKind, caseCounts } from '../helper/randomCase.ts'

type Curve = { category: number; precision: number[][]; scores: (number | null)[][] }
type ExpectedCase = Expected & { kind: CaseKind; seed: number; sha256: string; curves?: Curve[] }

const cases = evalFixture<ExpectedCase[]>('random.json.gz')

const titles: Record<CaseKind, string> = {
  STRICT: 'ties, crowds, ids of 0, empty images, more than 100 detections, unknown categories, areas at the limits',
  DEFAULTED: 'annotations without area or iscrowd, which pycocotools was given as width × height and 0',
  OPTIONS: 'thresholds, caps, area ranges, images and categories of their own',
}

test.each(Object.entries(titles) as [CaseKind, string][])(
  'random cases are evaluated as pycocotools evaluates them, all and each category: %s: %s',
  kind => {
    const chosen = cases.filter(expected => expected.kind === kind)
    expect(chosen).toHaveLength(caseCounts[kind])
    const far = chosen.flatMap(expected => {
      const { groundTruth, detections, options } = caseOf(expected)
      return differencesOf(evaluateCoco(groundTruth, detections, options), expected, `${kind} ${expected.seed}`)
    })
    expect(far).toEqual([])
  },
)

test("precision and scores at the 101 recall points are pycocotools' to the bit, at every threshold", () => {
  const chosen = cases.filter(({ curves }) => curves !== undefined)
  expect(chosen.length).toBeGreaterThanOrEqual(24)
  const far = chosen.flatMap(expected => {
    const { groundTruth, detections, options } = caseOf(expected)
    const { curves } = evaluateCoco(groundTruth, detections, options)
    const defined = curves.filter(({ precision }) => !Number.isNaN(precision[0]))
    expect(defined.map(({ category }) => category.id)).toEqual(expected.curves!.map(({ category }) => category))
    return defined.flatMap(({ precision, scores }, i) => {
      const reference = expected.curves![i]!
      const place = `${expected.kind} ${expected.seed} category ${reference.category}`
      const given = Array.from(scores, score => (Number.isNaN(score) ? null : score))
      return [
        ...differences([...precision], reference.precision.flat(), `${place} precision`, 0),
        ...differences(given, reference.scores.flat(), `${place} scores`, 0),
      ]
    })
  })
  expect(far).toEqual([])
})
