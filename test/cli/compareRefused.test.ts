import { expect, test } from 'vitest'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { compareHere, filesOf } from './comparing.ts'

type Row = ReturnType<typeof foundOf>[number]

const good = foundOf({})
const changed = (change: (row: Row) => Partial<Row>): Row[] => good.map(row => ({ ...row, ...change(row) }))

/** Whoever is as good as the ground truth is better than each of these, and would pass. */
const broken = {
  BOX_FORMAT_SUSPECT: changed(({ bbox: [x, ...rest] }) => ({ bbox: [x! / 200, ...rest.map(side => side / 200)] })),
  CATEGORY_SPACE_MISMATCH: changed(({ category_id }) => ({ category_id: category_id === 17 ? 15 : 16 })),
  NO_DETECTIONS: [],
  SCORE_FLOOR_TOO_HIGH: [...Array(10)].flatMap(() => changed(({ score }) => ({ score: 0.5 + score / 2 }))),
}

test.each(Object.entries(broken))(
  '%s in either file is no verdict, unless it is accepted by name',
  async (code, rows) => {
    const { truth, all, wrong } = filesOf({ truth: comparedTruth, all: good, wrong: rows })
    const given = { groundTruth: truth, replicates: 100 }
    const override = [code as keyof typeof broken]
    for (const pair of [
      [wrong, all],
      [all, wrong],
    ] as const) {
      await expect(compareHere(...pair, given)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(`'${wrong}': `),
        hint: expect.stringContaining(`--override ${code}.`),
      })
      const accepted = await compareHere(...pair, { ...given, override })
      expect(accepted.stdout).toMatch(/^(PASS|FAIL|INCONCLUSIVE): AP changed by/m)
      expect(accepted.stderr).toMatch(new RegExp(`^fovea: warning: .*\\(${code}\\)$`, 'm'))
      const other = code === 'NO_DETECTIONS' ? 'BOX_FORMAT_SUSPECT' : 'NO_DETECTIONS'
      await expect(compareHere(...pair, { ...given, override: [other] })).rejects.toMatchObject({ code })
    }
  },
)

test('detections kept only from a high score up are compared with --allow-truncated, as the hint says', async () => {
  const { truth, all, wrong } = filesOf({ truth: comparedTruth, all: good, wrong: broken.SCORE_FLOOR_TOO_HIGH })
  const given = { groundTruth: truth, replicates: 100 }
  await expect(compareHere(wrong, all, given)).rejects.toMatchObject({
    hint: expect.stringContaining('--allow-truncated'),
  })
  const { stdout, stderr } = await compareHere(wrong, all, { ...given, allowTruncated: true })
  expect(stdout).toContain('AP changed by')
  expect(stderr).toMatch(/^fovea: warning: baseline: .*AP is understated.*\(SCORE_FLOOR_TOO_HIGH\)$/m)
})

test('two files that were both kept only from a high score up are compared, and told of', async () => {
  const { truth, wrong } = filesOf({ truth: comparedTruth, wrong: broken.SCORE_FLOOR_TOO_HIGH })
  const { stdout, stderr } = await compareHere(wrong, wrong, { groundTruth: truth, replicates: 100 })
  expect(stdout).toContain('PASS: ')
  expect(stderr).toMatch(/^fovea: warning: .*\(SCORE_FLOOR_TOO_HIGH\)$/m)
})

test('pre-flight knows how images and categories are named, of both files and of the baseline alone', async () => {
  const images = comparedTruth.images.map(image => ({ ...image, file_name: `${100 + image.id}.jpg` }))
  const byName = (rows: Row[]) => rows.map(row => ({ ...row, image_id: 100 + row.image_id }))
  const { truth, all, index } = filesOf({
    truth: { ...comparedTruth, images },
    all: byName(good),
    index: byName(broken.CATEGORY_SPACE_MISMATCH),
  })
  const given = { groundTruth: truth, replicates: 100, matchBy: 'FILE_NAME' } as const
  const same = await compareHere(index, index, { ...given, categorySpace: 'INDEX_80' })
  expect(same.stdout).toMatch(/^AP +100\.00 +100\.00/m)
  const { stdout, stderr } = await compareHere(index, all, { ...given, baselineCategorySpace: 'INDEX_80' })
  expect(stdout).toMatch(/^AP +100\.00 +100\.00/m)
  expect(stderr).toBe('')
  await expect(compareHere(all, index, { ...given, baselineCategorySpace: 'COCO_91' })).rejects.toMatchObject({
    code: 'CATEGORY_SPACE_MISMATCH',
  })
})

test('two files of the same content are noted, and the same file twice', async () => {
  const { truth, all, copy } = filesOf({ truth: comparedTruth, all: good, copy: good })
  const given = { groundTruth: truth, replicates: 100 }
  const { stderr } = await compareHere(all, copy, given)
  expect(stderr).toBe(`fovea: note: Both files have the same content: ${all} and ${copy}.\n`)
  const { stdout } = await compareHere(all, all, { ...given, json: true })
  expect(JSON.parse(stdout).notes).toEqual([`Both are the same file: ${all}.`])
})
