import { boxIou } from '../../eval/boxIou.ts'

/** Left and top corner, width, height, in pixels. */
export type Box = { x: number; y: number; width: number; height: number }

/** What a model sees in one picture; `label` is the number that the model itself gave. */
export type Seen = {
  detections: readonly { label: number; score: number; box: Box }[]
  /** what is there, where that is known */
  objects?: readonly { name: string; box: Box }[]
}

type LabelJudgement = {
  /** objects found under their own name with the manifest's base, and with the other one */
  matches: { base: number; other: number }
  /** UNKNOWN: too few objects were found to tell one base from the other */
  verdict: 'RIGHT' | 'WRONG' | 'UNKNOWN'
  /** sentences; none: nothing looks wrong */
  problems: string[]
}

/** What scores less counts as not found. */
export const leastScore = 0.3
const leastIou = 0.5
/** One base has to explain so many objects more than the other, and at least twice as many, before chance cannot. */
const leastLead = 4
const leads = (matches: number, others: number) => matches >= others * 2 && matches - others >= leastLead

const columns = ({ x, y, width, height }: Box) => Float64Array.of(x, y, width, height)

/** Objects that a detection of their own name covers, when label `base` is the first name. */
function matchesOf(pictures: readonly Seen[], names: readonly string[], base: number): number {
  let matches = 0
  for (const { detections, objects = [] } of pictures) {
    const strong = detections.filter(({ score }) => score >= leastScore)
    matches += objects.filter(({ name, box }) =>
      strong.some(
        ({ label, box: found }) =>
          names[label - base] === name && boxIou(columns(found), 0, columns(box), 0, false) >= leastIou,
      ),
    ).length
  }
  return matches
}

/**
 * Whether a model's labels begin where its manifest says: by labels that then have no name, and by objects that are
 * found under the name beside theirs.
 * @param names of the manifest, in the order of the labels
 * @param base of the manifest
 */
export function judgeLabelBase(pictures: readonly Seen[], names: readonly string[], base: 0 | 1): LabelJudgement {
  const other = base === 0 ? 1 : 0
  const matches = { base: matchesOf(pictures, names, base), other: matchesOf(pictures, names, other) }
  const labels = new Set(pictures.flatMap(({ detections }) => detections.map(({ label }) => label)))
  const isOutside = (label: number, from: number) => names[label - from] === undefined
  const outside = [...labels].filter(label => isOutside(label, base)).sort((a, b) => a - b)
  const fitsOther = ![...labels].some(label => isOutside(label, other))
  const problems: string[] = []
  if (outside.length > 0) {
    const range = `${base} to ${base + names.length - 1}`
    const remedy = fitsOther
      ? `with base ${other} all would have one`
      : `with base ${other} some would have none either: its labels may be others`
    problems.push(
      `The model answered label ${outside.slice(0, 5).join(', ')}, but the manifest names ${range}; ${remedy}.`,
    )
  }
  if (leads(matches.other, matches.base))
    problems.push(
      `With base ${other} ${matches.other} objects have their own name, with the manifest's base ${base} only ${matches.base}: the base is likely ${other}.`,
    )
  const verdict = leads(matches.base, matches.other) ? 'RIGHT' : 'UNKNOWN'
  return { matches, verdict: problems.length > 0 ? 'WRONG' : verdict, problems }
}
