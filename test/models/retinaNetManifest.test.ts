import { expect, test } from 'vitest'
import type { Filtering } from '../../src/convert/kerasModel.ts'
import { manifestSchema } from '../../src/detector/manifest.ts'
import { retinaNetManifest } from '../../src/models/retinaNetManifest.ts'

const filtering: Filtering = {
  nms: true,
  classSpecific: true,
  iouThreshold: 0.5,
  scoreThreshold: 0.05,
  maxDetections: 300,
}
const named = { name: 'm', licence: 'MIT', description: 'd', labels: ['cat'] }
const complete = { file: 'm.onnx', sha256: '0'.repeat(64) }

test.each(['keras', 'omz'] as const)('the manifest of the layout %s is one', layout => {
  const manifest = retinaNetManifest({ filtering }, layout, named)
  expect(manifestSchema.parse({ ...manifest, ...complete })).toEqual({ ...manifest, ...complete })
  expect(manifest).toMatchObject({ ...named, scoreFloor: 0.05, maxDetections: 300 })
})

test('floor and cap are those of the file, as far as a manifest may have them', () => {
  const of = (changes: Partial<Filtering>) => {
    const manifest = retinaNetManifest({ filtering: { ...filtering, ...changes } }, 'keras', named)
    return [manifest.scoreFloor, manifest.maxDetections]
  }
  expect(of({ scoreThreshold: 0.3, maxDetections: 100 })).toEqual([0.3, 100])
  expect(of({ scoreThreshold: -1, maxDetections: 1000 })).toEqual([0, 300])
})

test('a threshold that a frozen graph has as float32 gives the same floor', () => {
  const { scoreFloor } = retinaNetManifest(
    { filtering: { ...filtering, scoreThreshold: Math.fround(0.05) } },
    'omz',
    named,
  )
  expect(scoreFloor).toBe(0.05)
})
