import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { cocoCategories } from '../../eval/cocoCategories.ts'
import { modelFolder } from './modelFolder.ts'
import { sharedModels } from './sharedModels.ts'
import { startDetector } from './startDetector.ts'

const photos = resolve('../shared/data/coco128')

type Result = { image_id: number; category_id: number; bbox: [number, number, number, number]; score: number }

test.skipIf(!sharedModels || !existsSync(photos))(
  'DEIMv2 femto finds on eight photos what the reference found: 1 px, 0.005, clipped to the image (needs ../shared)',
  async () => {
    const manifest = sharedModels!.manifest('deimv2-femto')
    using folder = modelFolder({ 'deimv2-femto.json': manifest }, { [manifest.file]: sharedModels!.file(manifest) })
    await using detector = await startDetector({ modelsDir: folder.path, model: 'deimv2-femto', threads: 2 })
    const all: Result[] = JSON.parse(readFileSync(resolve(photos, 'deimv2_femto.coco_results.json'), 'utf8'))
    const ids = [9, 25, 30, 34, 42, 61, 71, 73]
    let compared = 0
    for (const id of ids) {
      const bytes = readFileSync(resolve(photos, 'images', `${String(id).padStart(12, '0')}.jpg`))
      const { detections: mine, header } = await detector.detect(bytes, { deadline: Date.now() + 60_000 })
      const left = new Set(mine.score.keys())
      const clip = (value: number, limit: number) => Math.min(Math.max(value, 0), limit)
      for (const { bbox, score, category_id } of all.filter(result => result.image_id === id && result.score >= 0.1)) {
        const [x1, y1] = [clip(bbox[0], header.width), clip(bbox[1], header.height)]
        const [x2, y2] = [clip(bbox[0] + bbox[2], header.width), clip(bbox[1] + bbox[3], header.height)]
        const same = [...left].find(
          k =>
            cocoCategories[mine.label[k]!]!.cocoId === category_id &&
            Math.abs(mine.score[k]! - score) <= 0.005 &&
            Math.abs(mine.x[k]! - x1) <= 1 &&
            Math.abs(mine.y[k]! - y1) <= 1 &&
            Math.abs(mine.width[k]! - (x2 - x1)) <= 1 &&
            Math.abs(mine.height[k]! - (y2 - y1)) <= 1,
        )
        expect(same, `photo ${id}, category ${category_id}, score ${score}`).toBeDefined()
        left.delete(same!)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(50)
  },
)
