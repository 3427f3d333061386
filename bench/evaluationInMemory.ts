import { compareMatches } from '../eval/compare/compareMatches.ts'
import { evaluateMatches } from '../eval/evaluateMatches.ts'
import { matchDetections } from '../eval/matchDetections.ts'
import { settingsOf } from '../eval/settings.ts'
import { readDetections } from '../src/formats/readDetections.ts'
import { readGroundTruth } from '../src/formats/readGroundTruth.ts'

// node bench/evaluationInMemory.ts GROUND_TRUTH DETECTIONS OTHER_DETECTIONS   prints seconds a step as JSON

const [groundTruthFile, detectionsFile, otherFile] = process.argv.slice(2) as [string, string, string]
const { groundTruth } = await readGroundTruth(groundTruthFile)
const { detections } = await readDetections(detectionsFile, groundTruth)
const { detections: other } = await readDetections(otherFile, groundTruth)
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
const candidate = matchDetections(groundTruth, other, settings)
time('1,000 paired bootstrap replicates of two runs, all twelve', () => compareMatches(matches, candidate))
console.log(JSON.stringify(seconds))
