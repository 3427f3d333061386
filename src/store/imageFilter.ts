import type { DetectionFilter } from './detectionConditions.ts'
import { where } from './page.ts'
import { Prisma } from './prisma/client.ts'
import { runConditions } from './runs.ts'

export type ImageFilter = {
  sha256?: string | null
  fileName?: string | null
  since?: Date | null
  until?: Date | null
  /** name of a model that has run on the image */
  model?: string | null
  /** one detection on the image is to meet all of it */
  detected?: DetectionFilter | null
}

/** Runs whose images may be wanted: all that are, and perhaps others. */
export type Candidates = {
  /** rows of `image_id` */
  select: Prisma.Sql
  /** what is counted to tell beforehand how many rows `select` has at most */
  counted: Prisma.Sql
  /** whether an index alone has all that is counted, so that many can be */
  isIndexed: boolean
}

/** From here up an index has detections by category and run: `minScore` where nobody gives one. */
const indexedScore = 0.5

/** Conditions on columns of `image`. */
export const imageConditions = ({ sha256, fileName, since, until }: ImageFilter) => [
  sha256 != null && Prisma.sql`sha256 = decode(${sha256}, 'hex')`,
  fileName != null && Prisma.sql`file_name = ${fileName}`,
  since != null && Prisma.sql`created_at >= ${since}`,
  until != null && Prisma.sql`created_at < ${until}`,
]

const ofCategories = (ids: readonly number[]) => {
  if (ids.length === 0) return Prisma.sql`false`
  return ids.length === 1
    ? Prisma.sql`d.category_id = ${ids[0]}::smallint`
    : Prisma.sql`d.category_id = ANY(${[...ids]}::smallint[])`
}

/** That the best detection of its run, `d`, has this score or more: there is an index of them. */
const bestConditions = ({ minScore }: DetectionFilter) => [
  Prisma.sql`d.ordinal = 0`,
  minScore > 0 && Prisma.sql`d.score >= ${minScore}`,
]

/**
 * Conditions on `detection d` that do not concern its run. The best one stands for all of a run where nothing but a lowest
 * score is asked for.
 */
function boxConditions(detected: DetectionFilter) {
  const { categoryIds, minScore, maxScore } = detected
  if (!categoryIds && maxScore >= 1) return bestConditions(detected)
  return [
    categoryIds && ofCategories(categoryIds),
    categoryIds && minScore >= indexedScore && Prisma.sql`d.score >= 0.5`,
    minScore > 0 && Prisma.sql`d.score >= ${minScore}`,
    maxScore < 1 && Prisma.sql`d.score <= ${maxScore}`,
  ]
}

const ofImage = (image: Prisma.Sql) => Prisma.sql`r.image_id = ${image}.id`

/** At most one row each, without columns, for every image `i` that is wanted; joined by CROSS JOIN LATERAL. */
export function probes({ model, detected }: ImageFilter): Prisma.Sql {
  const each = ofImage(Prisma.sql`i`)
  const run =
    model == null
      ? Prisma.empty
      : Prisma.sql`CROSS JOIN LATERAL (
          SELECT FROM detection_run r ${where([each, ...runConditions({ model })])} LIMIT 1) wanted_run`
  const detection =
    detected == null
      ? Prisma.empty
      : Prisma.sql`CROSS JOIN LATERAL (
          SELECT FROM detection_run r CROSS JOIN LATERAL (
            SELECT FROM detection d ${where([Prisma.sql`d.run_id = r.id`, ...boxConditions(detected)])} LIMIT 1) d
          ${where([each, ...runConditions(detected)])} LIMIT 1) wanted_detection`
  return Prisma.sql`${run} ${detection}`
}

/** Conditions on `image` that say the same as `probes`, for all images at once. */
export const runsExist = ({ model, detected }: ImageFilter) => [
  model != null &&
    Prisma.sql`EXISTS (SELECT FROM detection_run r ${where([ofImage(Prisma.sql`image`), ...runConditions({ model })])})`,
  detected != null &&
    Prisma.sql`EXISTS (SELECT FROM detection_run r JOIN detection d ON d.run_id = r.id
      ${where([ofImage(Prisma.sql`image`), ...runConditions(detected), ...boxConditions(detected)])})`,
]

/** Of a filter by runs, what may be few. */
export function candidatesOf({ model, detected }: ImageFilter): Candidates[] {
  const ofRuns = [model == null ? undefined : { model }, detected ?? undefined].flatMap((filter): Candidates[] => {
    const conditions = filter && runConditions(filter)
    if (!conditions?.some(Boolean)) return []
    const from = Prisma.sql`FROM detection_run r ${where(conditions)}`
    return [{ select: Prisma.sql`SELECT r.image_id ${from}`, counted: from, isIndexed: true }]
  })
  if (detected == null) return ofRuns
  const { categoryIds, minScore } = detected
  const conditions = categoryIds ? boxConditions(detected) : bestConditions(detected)
  const select = Prisma.sql`SELECT r.image_id FROM detection d JOIN detection_run r ON r.id = d.run_id
    ${where([...conditions, ...runConditions(detected)])}`
  const isIndexed = !categoryIds || minScore >= indexedScore
  return [...ofRuns, { select, counted: Prisma.sql`FROM detection d ${where(conditions)}`, isIndexed }]
}
