import { compareMatches } from '../eval/compare/compareMatches.ts'
import { matchDetections } from '../eval/matchDetections.ts'
import { cocoAreaRanges, settingsOf } from '../eval/settings.ts'
import { readDetections } from '../src/formats/readDetections.ts'
import { readGroundTruth } from '../src/formats/readGroundTruth.ts'

// node bench/compareInMemory.ts GROUND_TRUTH DETECTIONS OTHER_DETECTIONS all|ap
// Prints, as JSON, seconds of 1,000 paired replicates, and by how many MB the comparison raised the most memory held.
// With `ap` there is no range of areas but 'all': what remains beside the AP are sums that cost next to nothing.

const [groundTruthFile, detectionsFile, otherFile, what] = process.argv.slice(2) as [string, string, string, string]
const { groundTruth } = await readGroundTruth(groundTruthFile)
const settings = settingsOf(what === 'ap' ? { areaRanges: cocoAreaRanges.slice(0, 1) } : {})
const matchesOf = async (file: string) =>
  matchDetections(groundTruth, (await readDetections(file, groundTruth)).detections, settings)

const baseline = await matchesOf(detectionsFile)
const candidate = await matchesOf(otherFile)
const peakMb = () => process.resourceUsage().maxRSS / 1024
const peak = peakMb()
const begun = performance.now()
compareMatches(baseline, candidate, { replicates: 1000 })
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000, grownMb: peakMb() - peak }))
