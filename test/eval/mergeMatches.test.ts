import { expect, test } from 'vitest'
import { matchDetections } from '../../eval/matchDetections.ts'
import { mergeMatches } from '../../eval/mergeMatches.ts'
import { type EvaluationOptions, settingsOf } from '../../eval/settings.ts'
import { smallData } from './smallData.ts'

/** One image matched alone, at its place in the file of all images where it is told. */
function shardOf(image: number, options: EvaluationOptions = {}, place?: number) {
  const { groundTruth, detections } = smallData({ images: [image], objects: [], detections: [] })
  const images = { ...groundTruth.images, ...(place !== undefined && { places: Float64Array.of(place) }) }
  return matchDetections({ ...groundTruth, images }, detections, settingsOf(options))
}

const refusal = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

test('shards that were matched under different settings are refused', () => {
  expect(() => mergeMatches([shardOf(1), shardOf(2, { caps: [5] })])).toThrow(
    refusal('OPTIONS_INVALID', 'same settings'),
  )
})

test('an image in two shards is refused by its id', () => {
  expect(() => mergeMatches([shardOf(1), shardOf(7), shardOf(7)])).toThrow(refusal('DUPLICATE_ID', 'image 7 '))
})

test('shards for the Open Model Zoo whose images are in the same place are refused: their order would be any', () => {
  const options = { profile: 'OMZ_ACCURACY_CHECKER' } as const
  expect(() => mergeMatches([shardOf(1, options), shardOf(2, options)])).toThrow(
    refusal('OPTIONS_INVALID', 'Expected images.places in the one file of all shards but images 1 and 2 are both in'),
  )
  expect([...mergeMatches([shardOf(1, options, 1), shardOf(2, options, 0)]).imageIds]).toEqual([2, 1])
})
