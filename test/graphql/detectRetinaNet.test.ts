import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type DetectData, detectMutation } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { matchRows } from '../helper/matchRows.ts'
import { hasRetinaNet, needsRetinaNet, retinaNetReference } from '../helper/retinaNetFiles.ts'
import { retinaNetModel } from '../helper/retinaNetModel.ts'
import { startServer } from '../helper/startServer.ts'

const photo = resolve('../shared/data/000000008021.jpg')

type Reference = { count: number; boxesImage: number[][]; scores: number[]; labels: number[] }

test.skipIf(!hasRetinaNet || !existsSync(photo))(
  `detect with a converted RetinaNet answers keras-retinanet's rows in pixels of the photo ${needsRetinaNet}`,
  async () => {
    using model = await retinaNetModel('keras')
    const server = await startServer({ FOVEA_MODELS: model.path, FOVEA_MODEL: 'retinanet' })
    try {
      const everyRow = detectMutation.replace('minScore: 0', 'minScore: 0, first: 300')
      const form = detectUploads([{ fileName: '8021.jpg', bytes: readFileSync(photo) }], everyRow)
      const { data } = await server.postMultipart<DetectData>(form)
      const [run] = data.detect.results
      if (run?.__typename !== 'DetectionRun') throw new Error(`Expected detections but received ${run?.code}`)
      const found = run.detections.map(({ box: { x, y, width, height }, score, category }) => ({
        box: [x, y, x + width, y + height],
        score,
        label: category.index,
      }))
      const path = join(retinaNetReference, 'image_000000008021.json')
      const { count, boxesImage, scores, labels }: Reference = JSON.parse(readFileSync(path, 'utf8'))
      const expected = Array.from({ length: count }, (_, i) => ({
        box: boxesImage[i]!,
        score: scores[i]!,
        label: labels[i]!,
      }))
      expect(expected).toHaveLength(125)
      expect(matchRows(found, expected, { box: 0.02, score: 1e-4 })).toEqual({ matched: 125, missing: [], extra: [] })
    } finally {
      await server.stop()
    }
  },
)
