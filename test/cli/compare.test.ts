import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createRandom } from '../../eval/bootstrap/createRandom.ts'
import { evaluateCoco } from '../../eval/evaluateCoco.ts'
import { comparedTruth, foundOf } from '../helper/comparedRuns.ts'
import { hasSharedData, needsSharedData, readSharedDetections, readSharedGroundTruth } from '../helper/evalFixture.ts'
import { runFovea } from '../helper/runFovea.ts'
import { compareHere, filesOf, literalFiles, withoutPhases } from './comparing.ts'

const folderOfVal = 'cocoapi-val2014-100'

const compare = (...args: string[]) => runFovea(['compare', ...args]).ended.then(withoutPhases)

type Row = ReturnType<typeof foundOf>[number]

/** The same results with some rows changed, by a seeded choice. */
function changed(rows: readonly Row[], oneIn: number, change: (row: Row) => Row): Row[] {
  const random = createRandom(5)
  return rows.map(row => (random.below(oneIn) === 0 ? change(row) : row))
}

test.skipIf(!hasSharedData).each([
  { what: 'the same results pass', oneIn: 1, change: (row: Row) => row, verdict: 'PASS', code: 0 },
  {
    what: 'results of which 5 % of the boxes are moved by half their size fail',
    oneIn: 20,
    change({ bbox: [x, y, width, height], ...row }: Row) {
      return { ...row, bbox: [x! + width! / 2, y! + height! / 2, width!, height!] }
    },
    verdict: 'FAIL',
    code: 1,
  },
  {
    what: 'results of which 5 % of the scores are a hundredth lower are inconclusive',
    oneIn: 20,
    change: (row: Row) => ({ ...row, score: row.score - 0.01 }),
    verdict: 'INCONCLUSIVE',
    code: 2,
  },
])(`on val2014-100 $what ${needsSharedData}`, async ({ oneIn, change, verdict, code }) => {
  const found = readSharedDetections(`${folderOfVal}/instances_val2014_fakebbox100_results.json`) as Row[]
  const truth = readSharedGroundTruth(`${folderOfVal}/instances_val2014_100.json`)
  const candidate = changed(found, oneIn, change)
  const paths = filesOf({ truth, found, candidate })
  const json = await compareHere(paths.found, paths.candidate, { groundTruth: paths.truth, json: true })
  expect(json.code).toBe(code)
  const { metrics, ...rest } = JSON.parse(json.stdout)
  expect(rest).toMatchObject({ verdict, metric: 'ap', maxDrop: 0, images: 100, replicates: 1000, seed: 1 })
  for (const [name, { baseline, candidate: after }] of Object.entries<Record<string, number | null>>(metrics))
    expect([baseline, after], name).toEqual(
      [found, candidate].map(rows => evaluateCoco(truth, rows).summary[name as 'ap']),
    )
})

test('the twelve, what lost most and the verdict go to stdout, warnings to stderr', async () => {
  const { truth, all, worse } = literalFiles()
  const { code, stdout, stderr } = await compare(all, worse, '--ground-truth', truth)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const lines = stdout.split('\n')
  expect(lines.slice(0, 3)).toEqual([
    `baseline   ${all}`,
    `candidate  ${worse}`,
    '12 images; intervals of 95 % confidence by 1,000 draws (seed 1); all in points of 100',
  ])
  expect(lines[4]).toBe('metric    baseline  candidate  difference  interval')
  expect(lines[5]).toMatch(/^AP {10}100\.00 +\d\d\.\d\d +-\d+\.\d\d {2}-\d+\.\d\d to (-\d+|0)\.\d\d$/)
  expect(lines[8]).toMatch(/^APsmall +n\/a +n\/a +n\/a {2}n\/a$/)
  expect(lines.slice(5, 17).map(line => line.split(/ +/)[0])).toEqual(
    'AP AP50 AP75 APsmall APmedium APlarge AR1 AR10 AR100 ARsmall ARmedium ARlarge'.split(' '),
  )
  expect(lines[18]).toMatch(/^lost most +baseline +candidate +difference +interval$/)
  expect(lines[19]).toMatch(/^cat +100\.00/)
  expect(stdout).not.toContain('gained most')
  expect(stdout).not.toMatch(/^dog/m)
  expect(lines.at(-2)).toMatch(/^FAIL: .* Keep the baseline, and look at the categories that lost most\.$/)
  const back = await compareHere(worse, all, { groundTruth: truth, perCategory: true })
  expect(back.code).toBe(0)
  expect(back.stdout).toMatch(/^category +baseline .*\ncat .*\ndog +100\.00 +100\.00 +0\.00 {2}0\.00 to 0\.00$/m)
  expect(back.stdout).toMatch(/^PASS: .*: a drop is ruled out\. The candidate may replace the baseline\.$/m)
})

test('--max-drop is in points of 100 of the metric, which --metric chooses', async () => {
  const { truth, all, worse } = literalFiles()
  const given = { groundTruth: truth, json: true }
  const { metrics } = JSON.parse((await compareHere(all, worse, given)).stdout)
  const { low, high } = metrics.ap.interval
  for (const [drop, code] of [
    [-100 * low + 0.001, 0],
    [-100 * high - 0.001, 1],
    [-50 * (low + high), 2],
  ] as const) {
    const ended = await compareHere(all, worse, { ...given, maxDrop: drop })
    expect({ code: ended.code, maxDrop: JSON.parse(ended.stdout).maxDrop }).toEqual({ code, maxDrop: drop })
  }
  const undefinedMetric = await compare(all, worse, '--ground-truth', truth, '--metric', 'APsmall')
  expect(undefinedMetric.code).toBe(2)
  expect(undefinedMetric.stdout).toMatch(
    /^INCONCLUSIVE: APsmall cannot be compared \(no object has an area of .*\)\. Choose another --metric\.$/m,
  )
})

test('the same seed gives the same intervals, another one others; --confidence narrows them', async () => {
  const { truth, all, worse } = literalFiles()
  const interval = async (draws: { seed: number; confidence?: number }) => {
    const { stdout } = await compareHere(all, worse, { groundTruth: truth, json: true, replicates: 200, ...draws })
    return JSON.parse(stdout).metrics.ap.interval as { low: number; high: number }
  }
  const first = await interval({ seed: 3 })
  expect(await interval({ seed: 3 })).toEqual(first)
  expect(await interval({ seed: 4 })).not.toEqual(first)
  const narrow = await interval({ seed: 3, confidence: 0.5 })
  expect(narrow.low).toBeGreaterThan(first.low)
  expect(narrow.high).toBeLessThan(first.high)
})

test('flags of `fovea eval` are those of both files, and what is likely a mistake is told with whose it is', async () => {
  const { truth, all, half } = filesOf({
    truth: comparedTruth,
    all: foundOf({}).map(row => ({ ...row, category_id: row.category_id === 17 ? 15 : 16 })),
    half: foundOf({ images: [1, 2, 3] }).map(row => ({ ...row, category_id: row.category_id === 17 ? 15 : 16 })),
  })
  const given = { groundTruth: truth, categorySpace: 'INDEX_80' } as const
  const omz = await compareHere(all, all, { ...given, profile: 'omz', json: true })
  expect(JSON.parse(omz.stdout).metrics).toMatchObject({ ap: { baseline: 1 }, ar100: { baseline: null } })
  const warned = await compareHere(all, half, given)
  expect(warned.code).toBe(1)
  expect(warned.stderr).toMatch(/^fovea: warning: candidate: 9 of 12 ground-truth images .*\(IMAGES_NOT_EVALUATED\)\n$/)
  const twice = await compareHere(half, half, given)
  expect(twice.stderr).toMatch(
    /^fovea: warning: 9 of 12 ground-truth images .*\(IMAGES_NOT_EVALUATED\)\nfovea: note: Both are the same file: .*half\.json\.\n$/,
  )
  const only = await compare(
    ...[all, half, '--ground-truth', truth, '--category-space', 'INDEX_80', '--image-scope', 'EVALUATED_ONLY'],
  )
  expect({ code: only.code, stdout: only.stdout }).toEqual({ code: 2, stdout: '' })
  expect(only.stderr).toMatch(
    /^fovea: They cannot be compared, as they differ in images \(baseline: 12 images, 9 of them .*; candidate: 3 images\)\..*\n$/,
  )
})

test('what is asked for in a wrong way, or cannot be read, ends with exit code 2 and says what', async () => {
  const { truth, all, other } = filesOf({
    truth: comparedTruth,
    all: foundOf({}),
    other: [{ image_id: 4711, category_id: 17, bbox: [1, 1, 9, 9], score: 0.5 }],
  })
  const id = `evl_${'0'.repeat(32)}`
  for (const [args, message] of [
    [[all, join(all, '../gone.json'), '--ground-truth', truth], /gone\.json': expected a file/],
    [[all, all, '--ground-truth', join(truth, '../none.json')], /none\.json/],
    [[all, other, '--ground-truth', truth], /^fovea: '.*other\.json': .*4711/],
    [[all, all], /^fovea: Expected the ids of two evaluations .* or two results files and --ground-truth FILE/],
    [[id, all], /^fovea: Expected the ids of two evaluations .*all\.json' without --ground-truth/],
    [[id, all, '--ground-truth', truth], new RegExp(`${id}': expected a file`)],
    [[id, id, '--allow-truncated'], /^fovea: Expected --allow-truncated together with --ground-truth/],
    [[id, id, '--profile', 'omz'], /^fovea: Expected --profile together with --ground-truth/],
    [[all, all, '--ground-truth', truth, '--max-drop', 'abc'], /'--max-drop <points>' argument 'abc' is invalid/],
    [[all, all, '--ground-truth', truth, '--max-drop', '-1'], /Expected a number from 0 to 100/],
    [[all, all, '--ground-truth', truth, '--metric', 'mAP'], /Expected one of ap, ap50, /],
    [[all, all, '--ground-truth', truth, '--replicates', '1.5'], /Expected an integer from 100 to 10000/],
    [[all, all, '--ground-truth', truth, '--score-floor', '2'], /Expected a number from 0 to 1\./],
    [[all, all, '--ground-truth', truth, '--override', 'DUPLICATE_ID'], /Allowed choices are BOX_FORMAT_SUSPECT, /],
    [[all], /missing required argument 'candidate'\n\(fovea compare --help says more\)\n$/],
  ] as const) {
    const { code, stdout, stderr } = await compare(...args)
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
  }
})

test('a category that would steer the terminal is shown, not sent', async () => {
  const [cat, dog] = comparedTruth.categories
  const { truth, all, worse } = filesOf({
    truth: { ...comparedTruth, categories: [{ ...cat, name: 'cat\u001b[2J\nPASS: AP' }, dog] },
    all: foundOf({}),
    worse: foundOf({ missedCats: [2, 3, 9, 11] }),
  })
  const { stdout } = await compareHere(all, worse, { groundTruth: truth })
  expect(stdout).toMatch(/^cat\\u001b\[2J\\u000aPASS: AP +100\.00/m)
  expect(stdout).not.toMatch(/^PASS/m)
})

test('settings of the server do not matter to files', async () => {
  const { truth, all } = literalFiles()
  const { code, stdout } = await runFovea(['compare', all, all, '--ground-truth', truth], { PORT: 'none' }).ended
  expect(code).toBe(0)
  expect(stdout).toMatch(/^PASS: AP changed by 0\.00 points/m)
  expect(readFileSync(all, 'utf8')).toBe(JSON.stringify(foundOf({})))
})

test('a defect is no verdict: its stack, and exit code 2', async () => {
  const { truth, all } = literalFiles()
  const NODE_OPTIONS = "--import=data:text/javascript,console.log=()=>{throw(new(TypeError)('a%20defect'))}"
  const { code, stderr } = await runFovea(['compare', all, all, '--ground-truth', truth], { NODE_OPTIONS }).ended
  expect(code).toBe(2)
  expect(stderr).toMatch(/^TypeError: a defect\n +at /m)
})

test.skipIf(!existsSync('/dev/full'))(
  'a verdict that cannot be written is none: exit code 2 (skipped: no /dev/full)',
  () => {
    const { truth, all } = literalFiles()
    const command = '"$0" bin/fovea.js compare "$1" "$1" --ground-truth "$2" > /dev/full'
    const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, all, truth], {
      cwd: resolve(import.meta.dirname, '../..'),
      encoding: 'utf8',
    })
    expect(stderr).toMatch(/fovea: the output cannot be written \(.*ENOSPC.*\)\n$/)
    expect(status).toBe(2)
  },
)
