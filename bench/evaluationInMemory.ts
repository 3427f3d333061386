import { evaluateMatches } from '../eval/evaluateMatches.ts'
import { matchDetections } from '../eval/matchDetections.ts'
import { settingsOf } from '../eval/settings.ts'
import { readDetections } from '../src/formats/readDetections.ts'
import { readGroundTruth } from '../src/formats/readGroundTruth.ts'

// node bench/evaluationInMemory.ts GROUND_TRUTH DETECTIONS   prints seconds a step as JSON

const [groundTruthFile, detectionsFile] = process.argv.slice(2) as [string, string]
const { groundTruth } = await readGroundTruth(groundTruthFile)
const { detections } = await readDetections(detectionsFile, groundTruth)
const settings = settingsOf()

const seconds: Record<string, number> = {}
function time<T>(step: string, work: () => T): T {
  const begun = performance.now()
  const answer = work()
  seconds[step] = (performance.now() - begun) / 1000
  return answer
}

const matches = time('match', () => matchDetections(groundTruth, detections, settings))
time('accumulate', () => evaluateMatches(matches))
console.log(JSON.stringify(seconds))
