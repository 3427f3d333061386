import { evaluateMatches } from '../eval/evaluateMatches.ts'
import { bestF1 } from '../eval/explain/bestF1.ts'
import { confusionMatrix, findConfusions } from '../eval/explain/confusionMatrix.ts'
import { errorBreakdown } from '../eval/explain/errorBreakdown.ts'
import { findOverlaps } from '../eval/explain/findOverlaps.ts'
import { imageErrors, worstImages } from '../eval/explain/imageErrors.ts'
import { mergeOverlaps } from '../eval/explain/mergeOverlaps.ts'
import type { Overlaps } from '../eval/explain/overlaps.ts'
import { precisionRecall } from '../eval/explain/precisionRecall.ts'
import { protocolEffects } from '../eval/explain/protocolEffects.ts'
import type { GroundTruth } from '../eval/groundTruth.ts'
import { matchDetections } from '../eval/matchDetections.ts'
import type { Matches } from '../eval/matches.ts'
import { mergeMatches } from '../eval/mergeMatches.ts'
import { settingsOf } from '../eval/settings.ts'
import { table } from '../src/cli/table.ts'
import { readDetections } from '../src/formats/readDetections.ts'
import { readGroundTruth } from '../src/formats/readGroundTruth.ts'
import { groupDetections, sliceDetections, toDetections } from '../src/runs/groupedDetections.ts'
import { packedShardSize, planShards } from '../src/runs/planShards.ts'
import { pack, unpack } from '../src/store/packed.ts'
import { quantile } from './quantile.ts'

const rounds = 11

/** What opening an evaluation and each question about it cost without database and process, from packed shards on. */
export async function insightInMemory(groundTruthFile: string, detectionsFile: string): Promise<void> {
  const { groundTruth } = await readGroundTruth(groundTruthFile)
  const { detections } = await readDetections(detectionsFile, groundTruth)
  const settings = settingsOf()
  const grouped = groupDetections(groundTruth, detections, undefined)
  const ranges = planShards(groundTruth.images.ids.length, packedShardSize, grouped.starts)
  const shards = ranges.map(({ first, count }) => {
    const truth = cut(groundTruth, first, count)
    const found = toDetections(sliceDetections(grouped, first, count), truth.images.ids, truth.categories)
    return {
      matches: pack(matchDetections(truth, found, settings)),
      overlaps: pack(findOverlaps(truth, found, settings)),
    }
  })

  const rows: string[][] = []
  function time<T>(step: string, work: () => T): T {
    const times: number[] = []
    let answer: T | undefined
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now()
      answer = work()
      times.push(performance.now() - begun)
    }
    rows.push([step, times[0]!.toFixed(0), quantile(times, 0.5).toFixed(0)])
    return answer!
  }

  const matches = time('open matches', () => mergeMatches(shards.map(shard => unpack(shard.matches) as Matches)))
  const overlaps = time('open overlaps', () => mergeOverlaps(shards.map(shard => unpack(shard.overlaps) as Overlaps)))
  const result = time('numbers and curves', () => evaluateMatches(matches))
  time('precisionRecall', () => precisionRecall(result))
  time('bestF1', () => bestF1(matches))
  for (const point of [
    { minScore: 0.5, iou: 0.5 },
    { minScore: 0, iou: 0.1 },
  ]) {
    const at = `score ${point.minScore}, IoU ${point.iou}`
    time(`confusionMatrix, ${at}`, () => confusionMatrix(overlaps, point))
    time(`findConfusions, ${at}`, () => findConfusions(overlaps, { actual: null, predicted: 1 }, point))
    time(`imageErrors and the worst 100, ${at}`, () => worstImages(imageErrors(overlaps, point), 100))
  }
  time('errorBreakdown', () => errorBreakdown(overlaps))
  time('protocolEffects', () => protocolEffects(groundTruth, detections, settings))
  const count = detections.scores.length.toLocaleString('en')
  console.log(`\nInsight in memory, ${count} detections, ${shards.length} shards, milliseconds of ${rounds} rounds`)
  console.log(table([['step', 'first', 'median'], ...rows]))
}

/** Some of the images, in places of the whole. */
function cut(groundTruth: GroundTruth, first: number, count: number): GroundTruth {
  const { ids, fileNames, widths, heights } = groundTruth.images
  const end = first + count
  const images = {
    ids: ids.slice(first, end),
    fileNames: fileNames.slice(first, end),
    widths: widths.slice(first, end),
    heights: heights.slice(first, end),
    places: Float64Array.from({ length: count }, (_, i) => first + i),
  }
  return { ...groundTruth, images }
}
