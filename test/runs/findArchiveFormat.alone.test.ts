import { expect, test, vi } from 'vitest'
import { listFiles } from '../../src/formats/listFiles.ts'
import { findArchiveFormat } from '../../src/runs/findArchiveFormat.ts'
import { folderOf } from '../formats/folderOf.ts'

const opened = vi.hoisted(() => ({ now: 0, most: 0 }))

vi.mock('node:fs/promises', async importOriginal => {
  const fs = await importOriginal<typeof import('node:fs/promises')>()
  async function open(...args: Parameters<typeof fs.open>) {
    const file = await fs.open(...args)
    opened.most = Math.max(opened.most, ++opened.now)
    const close = file.close.bind(file)
    file.close = () => close().finally(() => opened.now--)
    return file
  }
  return { ...fs, open }
})

test('of a thousand JSON files beside the annotations few are open at a time, and all are closed', async () => {
  const labels = Array.from({ length: 1000 }, (_, index) => [`labels/${index}.json`, '{"version": "5.0.1"}'])
  const folder = folderOf({ ...Object.fromEntries(labels), 'instances.json': '{"images": []}' })
  const names = await listFiles(folder, 'DATASET_INVALID')
  const found = await findArchiveFormat({ folder, root: folder, names, format: null })
  expect(found).toEqual({ format: 'COCO', file: 'instances.json' })
  expect(opened.most).toBeGreaterThan(0)
  expect(opened.most).toBeLessThanOrEqual(32)
  expect(opened.now).toBe(0)
})

const coco = (key: string) => `{"info": {}, "images": [], "${key}": []}`

test.each([
  ['statistics and detections that count images', { 'stats.json': '{"images": 60}', 'found.json': '{"images": [{}]}' }],
  ['captions and keypoints', { 'captions.json': coco('annotations'), 'person_keypoints.json': coco('categories') }],
])('the file of boxes is found beside %s', async (_, others) => {
  const folder = folderOf({ ...others, 'instances_val.json': coco('annotations') })
  const names = await listFiles(folder, 'DATASET_INVALID')
  const found = await findArchiveFormat({ folder, root: folder, names, format: null })
  expect(found).toEqual({ format: 'COCO', file: 'instances_val.json' })
})

test('the file of a name of its own is found by keys at its end', async () => {
  const folder = folderOf({
    'a.json': '{"images": 3}',
    'b.json': `{"images": [${'{"id": 1},'.repeat(2000)}{}], "annotations": []}`,
  })
  const names = await listFiles(folder, 'DATASET_INVALID')
  const found = await findArchiveFormat({ folder, root: folder, names, format: null })
  expect(found).toEqual({ format: 'COCO', file: 'b.json' })
})
