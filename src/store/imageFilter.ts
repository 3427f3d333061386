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
  /** what an index alone can count, no fewer than the rows of `select` */
  counted: Prisma.Sql
  /** up to so many are gathered at once */
  most: number
}

/** From here up an index has detections by category and run. */
const indexedScore = 0.5
const mostRuns = 10_000
const mostDetections = 30_000

/** Conditions on columns of `image`. */
export const imageConditions = ({ sha256, fileName, since, until, detected }: ImageFilter) => [
  sha256 != null && Prisma.sql`sha256 = decode(${sha256}, 'hex')`,
  fileName != null && Prisma.sql`file_name = ${fileName}`,
  since != null && Prisma.sql`created_at >= ${since}`,
  until != null && Prisma.sql`created_at < ${until}`,
  detected?.imageId != null && Prisma.sql`id = ${detected.imageId}::uuid`,
]

/** Whether an image's runs or detections decide. */
export const isByRuns = ({ model, detected }: ImageFilter) => model != null || detected != null

/** The best detection of a run stands for all of them where nothing but a lowest score is asked for. */
const isByBest = ({ categoryIds, maxScore }: DetectionFilter) => !categoryIds && maxScore >= 1

const ofCategories = (ids: readonly number[]) => {
  if (ids.length === 0) return Prisma.sql`false`
  return ids.length === 1
    ? Prisma.sql`d.category_id = ${ids[0]}::smallint`
    : Prisma.sql`d.category_id = ANY(${[...ids]}::smallint[])`
}

/** Conditions on `detection d` that do not concern its run. */
const boxConditions = (detected: DetectionFilter) => [
  detected.categoryIds && ofCategories(detected.categoryIds),
  isByBest(detected) && Prisma.sql`d.ordinal = 0`,
  detected.categoryIds && detected.minScore >= indexedScore && Prisma.sql`d.score >= 0.5`,
  detected.minScore > 0 && Prisma.sql`d.score >= ${detected.minScore}`,
  detected.maxScore < 1 && Prisma.sql`d.score <= ${detected.maxScore}`,
]

/** At most one row each, without columns, for every image `i` that is wanted; joined by CROSS JOIN LATERAL. */
export function probes({ model, detected }: ImageFilter): Prisma.Sql {
  const ofImage = Prisma.sql`r.image_id = i.id`
  const run =
    model == null
      ? Prisma.empty
      : Prisma.sql`CROSS JOIN LATERAL (
          SELECT FROM detection_run r ${where([ofImage, ...runConditions({ model })])} LIMIT 1) wanted_run`
  const detection =
    detected == null
      ? Prisma.empty
      : Prisma.sql`CROSS JOIN LATERAL (
          SELECT FROM detection_run r CROSS JOIN LATERAL (
            SELECT FROM detection d ${where([Prisma.sql`d.run_id = r.id`, ...boxConditions(detected)])} LIMIT 1) d
          ${where([ofImage, ...runConditions(detected)])} LIMIT 1) wanted_detection`
  return Prisma.sql`${run} ${detection}`
}

/** Of a filter by runs, what may be few. */
export function candidatesOf({ model, detected }: ImageFilter): Candidates[] {
  const ofRuns = [model == null ? undefined : { model }, detected ?? undefined].flatMap((filter): Candidates[] => {
    const conditions = filter && runConditions(filter)
    if (!conditions?.some(Boolean)) return []
    const from = Prisma.sql`FROM detection_run r ${where(conditions)}`
    return [{ select: Prisma.sql`SELECT r.image_id ${from}`, counted: from, most: mostRuns }]
  })
  if (detected == null) return ofRuns
  const conditions = boxConditions(detected)
  const select = Prisma.sql`SELECT r.image_id FROM detection d JOIN detection_run r ON r.id = d.run_id
    ${where([...conditions, ...runConditions(detected)])}`
  return [...ofRuns, { select, counted: Prisma.sql`FROM detection d ${where(conditions)}`, most: mostDetections }]
}
