import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runFovea } from '../helper/runFovea.ts'

// Two dogs and a cat on three images; both dogs are found, the second at IoU 0.72, the cat is not.
const groundTruth = {
  images: [1, 2, 3].map(id => ({ id, file_name: `${id}.jpg`, width: 100, height: 100 })),
  annotations: [
    { id: 1, image_id: 1, category_id: 18, bbox: [10, 10, 50, 50], area: 2500, iscrowd: 0 },
    { id: 2, image_id: 2, category_id: 18, bbox: [10, 10, 50, 50], area: 2500, iscrowd: 0 },
    { id: 3, image_id: 3, category_id: 17, bbox: [10, 10, 50, 50], area: 2500, iscrowd: 0 },
  ],
  categories: [
    { id: 17, name: 'cat' },
    { id: 18, name: 'dog' },
  ],
}
const found = [
  { image_id: 1, category_id: 18, bbox: [10, 10, 50, 50], score: 0.9 },
  { image_id: 2, category_id: 18, bbox: [10, 10, 50, 36], score: 0.04 },
]

function write(detections: object = found, truth: object = groundTruth) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-eval-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const paths = [join(folder, 'gt.json'), join(folder, 'dt.json')] as const
  writeFileSync(paths[0], JSON.stringify(truth))
  writeFileSync(paths[1], JSON.stringify(detections))
  return { folder, paths }
}

const evaluate = (paths: readonly string[], ...options: string[]) => runFovea(['eval', ...paths, ...options]).ended

test('prints the twelve lines, and tells on stderr what to know before they are believed', async () => {
  const { code, stdout, stderr } = await evaluate(write().paths)
  expect(code).toBe(0)
  expect(stdout.split('\n')).toHaveLength(13)
  // Dogs: 1 at five thresholds, 0.5 (51 of 101 recall points) at the other five; cats: 0.
  expect(stdout).toContain(' Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.376\n')
  expect(stdout).toContain(' Average Precision  (AP) @[ IoU=0.50:0.95 | area= small | maxDets=100 ] =   n/a\n')
  expect(stderr).toMatch(
    /^fovea: warning: 1 of 3 ground-truth images has no detections; .*\(--image-scope EVALUATED_ONLY\).* \(IMAGES_NOT_EVALUATED\)\n$/,
  )
})

test('--json prints the result in full: numbers, why one is null, protocol, hashes, warnings; and nothing else', async () => {
  const { paths } = write()
  const { code, stdout, stderr } = await evaluate(paths, '--json')
  const result = JSON.parse(stdout)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(Object.keys(result).sort()).toEqual(
    ['byArea', 'perCategory', 'protocol', 'reasons', 'recallByCap', 'summary', 'warnings'].sort(),
  )
  expect(result.summary.ap).toBeCloseTo((5 + (5 * 51) / 101) / 10 / 2, 12)
  expect(result.byArea[0]).toEqual({ area: 'all', ap: result.summary.ap, ar: result.summary.ar100 })
  expect(result.summary.apSmall).toBeNull()
  expect(result.reasons.apSmall).toMatch(/no object/)
  expect(result.perCategory).toMatchObject([
    { category: { id: 17, name: 'cat' }, ap: 0, groundTruths: 1, detections: 0 },
    { category: { id: 18, name: 'dog' }, ar100: 0.75, groundTruths: 2, detections: 2 },
  ])
  expect(result.protocol).toMatchObject({ profile: 'PYCOCOTOOLS', images: 3, groundTruths: 3, detections: 2 })
  const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
  expect(result.protocol.hashes).toEqual({ groundTruth: sha256(paths[0]), detections: sha256(paths[1]) })
  expect(result.warnings).toMatchObject([{ code: 'IMAGES_NOT_EVALUATED' }])
})

test('--per-category adds a line for each category', async () => {
  const { stdout } = await evaluate(write().paths, '--per-category')
  expect(stdout.split('\n').slice(13)).toEqual([
    'category  AP     AP50   AR100  objects  detections',
    'cat       0.000  0.000  0.000        1           0',
    'dog       0.752  1.000  0.750        2           2',
    '',
  ])
})

test('--image-scope EVALUATED_ONLY leaves out the image without detections, and the warning', async () => {
  const { stdout, stderr } = await evaluate(write().paths, '--image-scope', 'EVALUATED_ONLY')
  expect(stdout).toContain('area=   all | maxDets=100 ] = 0.752\n')
  expect(stderr).toBe('')
})

test('--profile omz prints its one number, from its own floor up unless --score-floor says otherwise', async () => {
  const { paths } = write()
  const omz = await evaluate(paths, '--profile', 'omz')
  expect(omz.stdout).toBe('coco_precision @[ IoU=0.50:0.95 | score>=0.05 | maxDets=20 ] = 25.25%\n')
  const floor = await evaluate(paths, '--profile', 'omz', '--score-floor', '0.01')
  expect(floor.stdout).toBe('coco_precision @[ IoU=0.50:0.95 | score>=0.01 | maxDets=20 ] = 37.62%\n')
})

test('--category-space reads 0-79, --match-by FILE_NAME the numbers in file names', async () => {
  const indices = found.map(detection => ({ ...detection, category_id: 16 }))
  const byIndex = await evaluate(write(indices).paths, '--category-space', 'INDEX_80')
  expect(byIndex.stdout).toContain('area=   all | maxDets=100 ] = 0.376\n')
  const named = found.map(detection => ({ ...detection, image_id: `photos/${detection.image_id}.png` }))
  const byName = await evaluate(write(named).paths, '--match-by', 'FILE_NAME')
  expect(byName.stdout).toContain('area=   all | maxDets=100 ] = 0.376\n')
})

test('--report writes one HTML file beside the numbers', async () => {
  const { folder, paths } = write()
  const { code, stdout } = await evaluate(paths, '--report', join(folder, 'report.html'))
  expect(code).toBe(0)
  expect(stdout).toContain('= 0.376\n')
  const html = readFileSync(join(folder, 'report.html'), 'utf8')
  expect(html).toContain('dt.json on gt.json')
  expect(html).toContain('0.376')
})

test('a report that cannot be written: the numbers all the same, and exit code 1', async () => {
  const { folder, paths } = write()
  const { code, stdout, stderr } = await evaluate(paths, '--report', join(folder, 'none/report.html'))
  expect(code).toBe(1)
  expect(stdout).toContain('= 0.376\n')
  expect(stderr).toMatch(/fovea: cannot write the report .*none\/report\.html \(ENOENT.*\)\n$/)
})

test('a name that would steer the terminal is shown, not sent; a nameless category has its id', async () => {
  const categories = [
    { id: 17, name: '' },
    { id: 18, name: 'dog\u001b[2J\nfovea: all is well' },
  ]
  const { stdout } = await evaluate(write(found, { ...groundTruth, categories }).paths, '--per-category')
  expect(stdout.split('\n').slice(14)).toEqual([
    expect.stringMatching(/^category 17 +0\.000/),
    expect.stringMatching(/^dog\\u001b\[2J\\u000afovea: all is well +0\.752/),
    '',
  ])
})

test('what is likely a mistake is said so, before other warnings', async () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ ...found[0], score: 0.6 + i / 100 }))
  const { code, stderr } = await evaluate(write(many).paths)
  expect(code).toBe(0)
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^fovea: likely a mistake: .*--allow-truncated.*\(SCORE_FLOOR_TOO_HIGH\)$/),
    expect.stringMatching(/^fovea: warning: .*\(IMAGES_NOT_EVALUATED\)$/),
    '',
  ])
  const allowed = await evaluate(write(many).paths, '--allow-truncated')
  expect(allowed.stderr).toMatch(/^fovea: warning: .*\(SCORE_FLOOR_TOO_HIGH\)$/m)
})

test('a report is never written over what is evaluated', async () => {
  const { paths } = write()
  const before = readFileSync(paths[1], 'utf8')
  const { code, stderr } = await evaluate(paths, '--report', paths[1])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^fovea: Expected a file of its own for the report/)
  expect(readFileSync(paths[1], 'utf8')).toBe(before)
})

test('CSV, YOLO and Pascal VOC give the numbers of COCO JSON, and what their readers note is told', async () => {
  const { folder, paths } = write()
  const csv = join(folder, 'dt.csv')
  const rows = found.map(({ image_id, category_id, bbox, score }) => [image_id, category_id, ...bbox, score].join())
  writeFileSync(csv, ['image_id,category_id,x,y,width,height,score', ...rows, ''].join('\n'))
  expect((await evaluate([paths[0], csv])).stdout).toContain('maxDets=100 ] = 0.376\n')

  const yolo = join(folder, 'yolo')
  mkdirSync(yolo)
  writeFileSync(join(yolo, '1.txt'), '1 0.35 0.35 0.5 0.5 0.9\n')
  writeFileSync(join(yolo, '2.txt'), '1 0.35 0.28 0.5 0.36 0.04\n')
  const coco = {
    ...groundTruth,
    categories: [
      { id: 0, name: 'cat' },
      { id: 1, name: 'dog' },
    ],
  }
  const annotations = groundTruth.annotations.map(row => ({ ...row, category_id: row.category_id - 17 }))
  const truth = write(found, { ...coco, annotations }).paths[0]
  expect((await evaluate([truth, yolo])).stdout).toContain('maxDets=100 ] = 0.376\n')

  // An empty file says that the detector ran and found nothing: the cat counts as missed.
  writeFileSync(join(yolo, '3.txt'), '')
  const evaluatedOnly = await evaluate([truth, yolo], '--image-scope', 'EVALUATED_ONLY')
  expect(evaluatedOnly.stdout).toContain('maxDets=100 ] = 0.376\n')

  const voc = join(folder, 'voc')
  mkdirSync(voc)
  const box = '<xmin>0</xmin><ymin>11</ymin><xmax>60</xmax><ymax>60</ymax>'
  const size = '<size><width>100</width><height>100</height><depth>3</depth></size>'
  const object = `<object><name>dog</name><difficult>0</difficult><bndbox>${box}</bndbox></object>`
  writeFileSync(join(voc, '1.xml'), `<annotation><filename>1.jpg</filename>${size}${object}</annotation>`)
  const named = join(folder, 'named.csv')
  writeFileSync(named, 'image,category,x,y,width,height,score\n1.jpg,dog,-1,10,61,50,0.9\n')
  const { stdout, stderr } = await evaluate([voc, named])
  expect(stdout).toContain('IoU=0.50:0.95 | area=   all | maxDets=100 ] = 1.000\n')
  expect(stderr).toMatch(/pixel 1/)
})

test.each([
  [['--profile', 'coco']],
  [['--score-floor', 'high']],
  [['--category-space', 'VOC']],
  [['--image-scope', 'NONE']],
])('an option that cannot be, %j: exit code 2', async options => {
  const { code, stdout, stderr } = await evaluate(write().paths, ...options)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^fovea: option '--.*invalid/)
})

test('settings of the server do not matter to it', async () => {
  const { code } = await runFovea(['eval', ...write().paths], { PORT: 'none' }).ended
  expect(code).toBe(0)
})
