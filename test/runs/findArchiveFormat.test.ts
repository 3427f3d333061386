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
