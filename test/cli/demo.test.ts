import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readImageHeader } from '../../src/image/readImageHeader.ts'
import { runFovea } from '../helper/runFovea.ts'
import { createSender } from '../helper/sender.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const counts = '{ images(first: 1) { totalCount } detectionRuns(first: 1) { totalCount } }'
type Counts = { images: { totalCount: number }; detectionRuns: { totalCount: number } }

test('the demo detects 60 scenes, draws, stores and scores them where a server runs meanwhile, ends and leaves it', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const server = runFovea(['serve'], { FOVEA_DATA })
  const { graphql } = createSender(await server.ready())
  const { code, stdout, stderr } = await runFovea(['demo'], { FOVEA_DATA, FOVEA_WORKERS: '2' }).ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  const rows = stdout.match(/^\d{6}\.jpg .*$/gm) ?? []
  expect(rows).toHaveLength(60)
  for (const row of rows) expect(row).toMatch(/^\d{6}\.jpg +\d+ +\d+ {2}(\d* ?[a-z][a-z ,\d]*)?$/)
  const objects = rows.map(row => Number(row.split(/ +/)[1])).reduce((sum, count) => sum + count, 0)
  expect(objects).toBeGreaterThan(100)
  expect(stdout).toMatch(new RegExp(`^60 images, ${objects} objects of score 0\\.5 or more, \\d+ ms an image`, 'm'))

  const ap = /Average Precision {2}\(AP\) @\[ IoU=0\.50:0\.95 \| area= +all \| maxDets=100 \] = (\S+)/.exec(stdout)
  expect(Number(ap?.[1])).toBeCloseTo(0.692, 2)
  expect(stdout.match(/^ Average (Precision|Recall) /gm)).toHaveLength(12)
  expect(readFileSync(join(FOVEA_DATA, 'demo', 'report.html'), 'utf8')).toMatch(/^<!doctype html>/)

  const pictures = readdirSync(join(FOVEA_DATA, 'demo'))
    .filter(file => file !== 'report.html')
    .sort()
  expect(pictures).toEqual(rows.map(row => row.slice(0, 10)))
  for (const picture of pictures)
    expect((await readImageHeader(readFileSync(join(FOVEA_DATA, 'demo', picture)))).format).toBe('JPEG')

  const { data } = await graphql<Counts>(counts)
  expect(data).toEqual({ images: { totalCount: 60 }, detectionRuns: { totalCount: 60 } })
  expect((await server.stop('SIGTERM')).code).toBe(0)
})

test('Ctrl-C in the demo ends it with its Postgres, and without a stack', async () => {
  const FOVEA_DATA = join(temporaryFolder(), 'data')
  const demo = runFovea(['demo'], { FOVEA_DATA })
  await expect.poll(() => demo.output.stdout, { timeout: 30_000 }).toContain('000001.jpg')
  const { code, stderr } = await demo.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' })
  expect(readdirSync(join(FOVEA_DATA, 'postgres'))).not.toContain('postmaster.pid')
})
