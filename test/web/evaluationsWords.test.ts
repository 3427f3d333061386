import { describe, expect, test } from 'vitest'
import { atWorkWords } from '../../web/src/datasets/atWorkWords.ts'
import { changedForm, emptyForm, evaluateInputOf, namedForm } from '../../web/src/datasets/evaluationForm.ts'
import { findingsShown, spaceNamedBy } from '../../web/src/datasets/findingsShown.ts'
import { joinReports } from '../../web/src/datasets/photoReport.ts'
import { preflightOutcome } from '../../web/src/datasets/preflightWords.ts'
import { phaseWords, progressWords } from '../../web/src/evaluations/evaluationProgressWords.ts'
import {
  addressOfComparison,
  chosenOf,
  whyNotCompared,
  whyNotTogether,
} from '../../web/src/evaluations/evaluationsComparable.ts'

describe('what is asked for', () => {
  test('options of files are left out where a model is run', () => {
    const form = { ...emptyForm, model: 'demo', categorySpace: 'COCO_91', matchBy: 'FILE_NAME' } as const
    const input = evaluateInputOf(form, 'dst_1', 'upl_1')
    expect(input.detections).toEqual({ model: 'demo' })
    expect(input).not.toHaveProperty('categorySpace')
    expect(evaluateInputOf({ ...form, source: 'FILE' }, 'dst_1', 'upl_1')).toMatchObject({
      detections: { uploadId: 'upl_1' },
      categorySpace: 'COCO_91',
      matchBy: 'FILE_NAME',
    })
  })

  test('a high score floor is accepted in its own way, other suspicions by name', () => {
    const accepted = ['SCORE_FLOOR_TOO_HIGH', 'BOX_FORMAT_SUSPECT'] as const
    expect(evaluateInputOf({ ...emptyForm, accepted }, 'dst_1', null)).toMatchObject({
      allowTruncated: true,
      overrides: ['BOX_FORMAT_SUSPECT'],
    })
  })

  test('what was accepted of one source is not accepted of another', () => {
    const form = { ...emptyForm, accepted: ['BOX_FORMAT_SUSPECT'] } as const
    expect(changedForm(form, { name: 'x' }).accepted).toEqual(['BOX_FORMAT_SUSPECT'])
    expect(changedForm(form, { source: 'FILE' }).accepted).toEqual([])
    expect(changedForm(form, { model: 'other' }).accepted).toEqual([])
  })

  test('blank names are none, and tags are without the space around them', () => {
    const { name, tags } = evaluateInputOf({ ...emptyForm, name: '  ', tags: 'night, , new model ' }, 'dst_1', null)
    expect([name, tags]).toEqual([null, ['night', 'new model']])
  })
})

test('an evaluation of a file is called like the file, unless another name or none was said', () => {
  const form = { ...emptyForm, source: 'FILE' } as const
  const results = { name: 'yolo11n' }
  expect(namedForm(form, results).name).toBe('yolo11n')
  expect(namedForm({ ...form, name: '' }, results).name).toBe('')
  expect(namedForm({ ...form, source: 'MODEL' }, results).name).toBeNull()
})

test('evaluations that a deletion ends are counted by whether they run', () => {
  expect(atWorkWords(0, 0)).toBeNull()
  expect(atWorkWords(0, 1)).toBe('1 evaluation waits for a worker: deleted with it, it ends without numbers')
  expect(atWorkWords(2, 1)).toMatch(/^2 evaluations on it are running, 1 evaluation waits .* they end without numbers$/)
})

describe('what pre-flight says', () => {
  test('categories that are misread are not called unknown as well, until that is accepted', () => {
    const misread = { code: 'CATEGORY_SPACE_MISMATCH', severity: 'SUSPICION', message: '', hint: null } as const
    const unknown = { ...misread, code: 'CATEGORY_UNKNOWN', severity: 'WARNING' } as const
    expect(findingsShown([misread, unknown])).toEqual([misread])
    const accepted = { ...misread, severity: 'WARNING' } as const
    expect(findingsShown([accepted, unknown])).toEqual([accepted, unknown])
  })

  test('the reading that a hint names can be chosen, and no word that is none', () => {
    expect(spaceNamedBy({ hint: 'Set categorySpace: ONE_TO_80, or give category names.' })).toBe('ONE_TO_80')
    expect(spaceNamedBy({ hint: 'Set categorySpace: ELSE.' })).toBeNull()
    expect(spaceNamedBy({ hint: 'Add 1 to each category_id.' })).toBeNull()
  })

  test('an error weighs more than what can be accepted', () => {
    const [error, suspicion, warning] = (['ERROR', 'SUSPICION', 'WARNING'] as const).map(severity => ({ severity }))
    expect(preflightOutcome(false, [suspicion!, error!]).words).toBe('Not started: 1 error to be mended first.')
    expect(preflightOutcome(false, [suspicion!, warning!]).tone).toBe('warn')
    expect(preflightOutcome(true, [warning!]).words).toBe('It can be started. 1 thing worth knowing:')
  })

  test('photos of several requests are counted together, and missing are those of the last', () => {
    const one = { received: 3, added: 2, unchanged: 0, refused: 1, missing: 5, problems: [] }
    expect(joinReports(one, { ...one, added: 3, refused: 0, missing: 2 })).toEqual({
      ...one,
      received: 6,
      added: 5,
      missing: 2,
    })
  })
})

describe('how far an evaluation is', () => {
  test('a running model has photos, a speed and a time; other phases have parts', () => {
    const progress = { done: 12, total: 60, imagesPerSecond: 3.42, secondsLeft: 14.1 }
    const detecting = { phase: 'DETECTING', progress } as const
    expect([phaseWords(detecting), progressWords(detecting)]).toEqual([
      'Running the model on the photos',
      '12 of 60 photos · 3.4 a second · 14 s left',
    ])
    expect(
      progressWords({ phase: 'MATCHING', progress: { done: 1, total: 4, imagesPerSecond: null, secondsLeft: null } }),
    ).toBe('1 of 4 parts')
  })
})

describe('what can be compared', () => {
  const protocol = {
    profile: 'PYCOCOTOOLS',
    imageScope: 'ALL_IMAGES',
    scoreFloor: null,
    evaluator: '1',
    iouThresholds: [0.5],
    maxDetections: [100],
    groundTruthSha256: 'a',
  } as const
  const row = { id: 'evl_1', status: 'COMPLETED', dataset: { id: 'dst_1', name: 'six' }, protocol } as const

  test('two completed ones of one dataset and one set of rules, and no third', () => {
    const other = { ...row, id: 'evl_2' }
    expect(whyNotCompared(row, [])).toBeNull()
    expect(whyNotCompared(other, [row])).toBeNull()
    expect(whyNotCompared({ ...row, id: 'evl_3' }, [row, other])).toMatch(/^Two are chosen/)
    expect(whyNotCompared({ ...other, status: 'RUNNING' }, [])).toMatch(/^Only completed/)
    expect(whyNotCompared({ ...other, dataset: { id: 'dst_2', name: 'x' } }, [row])).toMatch(/another dataset/)
    const rules = { ...protocol, profile: 'OMZ_ACCURACY_CHECKER' } as const
    expect(whyNotCompared({ ...other, protocol: rules }, [row])).toMatch(/other rules/)
  })

  test('what an address has as chosen is held to the same rules, and to two', () => {
    expect(chosenOf('evl_1,evl_1,,evl_2,evl_3')).toEqual(['evl_1', 'evl_2'])
    expect(chosenOf(null)).toEqual([])
    const other = { ...row, id: 'evl_2' }
    expect([whyNotTogether([]), whyNotTogether([row]), whyNotTogether([row, other])]).toEqual([null, null, null])
    expect(whyNotTogether([row, { ...other, dataset: { id: 'dst_2', name: 'x' } }])).toMatch(/another dataset/)
    expect(whyNotTogether([{ ...row, status: 'FAILED' }, other])).toMatch(/^Only completed/)
  })

  test('the older one is the baseline, however they were chosen', () => {
    const [older, newer] = [
      { id: 'evl_old', createdAt: '2026-11-20T10:00:00.000Z' },
      { id: 'evl_new', createdAt: '2026-11-21T10:00:00.000Z' },
    ]
    expect(addressOfComparison([newer!, older!])).toBe('/compare?baseline=evl_old&candidate=evl_new')
  })
})
