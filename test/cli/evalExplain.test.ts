import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runFovea } from '../helper/runFovea.ts'

// Two dogs, both found; a second detection on the first, better than that of the other dog.
const box = { category_id: 18, bbox: [10, 10, 50, 50] }
const groundTruth = {
  images: [{ id: 1, file_name: '1.jpg', width: 300, height: 300 }],
  annotations: [
    { ...box, id: 1, image_id: 1, area: 2500, iscrowd: 0 },
    { ...box, id: 2, image_id: 1, area: 2500, iscrowd: 0, bbox: [200, 200, 50, 50] },
  ],
  categories: [{ id: 18, name: 'dog' }],
}
const found = [
  { ...box, image_id: 1, score: 0.9 },
  { ...box, image_id: 1, score: 0.8 },
  { ...box, image_id: 1, score: 0.7, bbox: [200, 200, 50, 50] },
]

/** What pycocotools says: 51 points of recall at precision 1, 50 at 2/3. */
const ap = (51 + 50 * (2 / 3)) / 101

const omz = "Open Model Zoo's accuracy checker, with a score floor of 0.05, would say"

function explain(...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-explain-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [truth, detections] = [join(folder, 'gt.json'), join(folder, 'dt.json')]
  writeFileSync(truth, JSON.stringify(groundTruth))
  writeFileSync(detections, JSON.stringify(found))
  return runFovea(['eval', truth, detections, ...options]).ended
}

test('--explain prints after the twelve lines what other tools would say, and the settings that make it so', async () => {
  const { code, stdout } = await explain('--explain')
  expect(code).toBe(0)
  const lines = stdout.split('\n')
  expect(lines[0]).toMatch(/maxDets=100 \] = 0\.835$/)
  expect(lines[13]).toBe('pycocotools would say 83.50, the same.')
  expect(lines[14]).toBe(`${omz} 100.00, 16.50 points more: mostly first match (+16.50).`)
  expect(lines[16]).toContain('need not add up')
  expect(lines[18]).toMatch(/^setting +AP +points +from +to$/)
  expect(lines[19]).toMatch(/^first match +100\.00 +\+16\.50 +every match takes its object +the first match leaves/)
  expect(lines[21]).toMatch(/^Nothing is changed by IoU thresholds, IoU 0\.50; cap, 20 detections .*their images\.$/)
  expect(lines[23]).toMatch(/^first match, the first match leaves its object free: In Open Model Zoo's/)
  expect(lines.slice(24)).toEqual([''])
})

test('with --score-floor the tools are said to have their own floors, not that one', async () => {
  const { stdout } = await explain('--explain', '--score-floor', '0.75')
  const [, pycocotools, checker] = stdout.split('\n\n')[1]!.match(/^(.*)\n(.*)$/)!
  // One of two objects, 51 of 101 points of recall, then all of the file.
  expect(pycocotools).toBe('pycocotools would say 83.50, 33.00 points more: mostly score floor (+33.00).')
  expect(checker).toMatch(/with a score floor of 0\.05, would say 100\.00, 49\.50 points more/)
})

test('--explain of the other profile goes the other way', async () => {
  const { stdout } = await explain('--explain', '--profile', 'omz')
  expect(stdout).toMatch(/^first match +83\.50 +-16\.50 +the first match leaves its object free +every match takes/m)
  expect(stdout).toContain('\npycocotools would say 83.50, 16.50 points less: mostly first match (-16.50).\n')
  expect(stdout).toContain(`\n${omz} 100.00, the same.\n`)
})

test('--explain --json adds one field, and nothing else goes to stdout', async () => {
  const { code, stdout } = await explain('--explain', '--json')
  const { summary, protocolEffects } = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(summary.ap).toBeCloseTo(ap, 12)
  expect(protocolEffects).toMatchObject({ pycocotools: summary.ap, omzAccuracyChecker: expect.closeTo(1, 12) })
  expect(protocolEffects.effects).toContainEqual(
    expect.objectContaining({
      setting: 'FIRST_MATCH',
      ap: expect.closeTo(1, 12),
      difference: expect.closeTo(1 - ap, 12),
    }),
  )
})
