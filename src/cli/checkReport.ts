import { judgeLabelBase, leastScore, type Seen } from '../models/judgeLabelBase.ts'

/** What a model saw in a picture; `seconds` are from its bytes to its boxes. */
export type Picture = Seen & { path: string; width: number; height: number; seconds: number }

type Category = {
  /** the number that the model gave */
  label: number
  /** under the manifest's base; null: it has none */
  name: string | null
  otherName: string | null
  /** detections that score at least `leastScore` */
  found: number
  bestScore: number
}

type View = {
  pictures: Pick<Picture, 'path' | 'width' | 'height' | 'seconds'>[]
  found: number
  /** best score first */
  categories: Category[]
}

/** All that `fovea models check` says of a model; its JSON. */
export type CheckReport = Omit<ReturnType<typeof judgeLabelBase>, 'matches'> & {
  model: string
  labelBase: 0 | 1
  /** of the demo scenes: objects of the model's categories, and how many have their own name with each base */
  scenes?: { objects: number; matches: { base: number; other: number } }
  /** one of all the scenes, or one for each picture that was given */
  views: View[]
}

function viewOf(pictures: readonly Picture[], names: readonly string[], base: 0 | 1): View {
  const scores = Map.groupBy(
    pictures.flatMap(({ detections }) => detections),
    ({ label }) => label,
  )
  const categories = [...scores].map(([label, all]) => ({
    label,
    name: names[label - base] ?? null,
    otherName: names[label - (1 - base)] ?? null,
    found: all.filter(({ score }) => score >= leastScore).length,
    bestScore: Math.max(...all.map(({ score }) => score)),
  }))
  return {
    pictures: pictures.map(({ path, width, height, seconds }) => ({ path, width, height, seconds })),
    found: categories.reduce((sum, { found }) => sum + found, 0),
    categories: categories.sort((a, b) => b.bestScore - a.bestScore),
  }
}

/**
 * @param pictures what the model saw; scenes have `objects`, all or none
 * @param names of the manifest, in the order of the labels
 * @param base of the manifest
 */
export function checkReport(
  model: string,
  pictures: readonly Picture[],
  names: readonly string[],
  base: 0 | 1,
): CheckReport {
  const { matches, ...judged } = judgeLabelBase(pictures, names, base)
  const areScenes = pictures.every(({ objects }) => objects !== undefined)
  const objects = pictures.flatMap(picture => picture.objects ?? []).filter(({ name }) => names.includes(name))
  return {
    model,
    labelBase: base,
    ...(areScenes && { scenes: { objects: objects.length, matches } }),
    views: areScenes ? [viewOf(pictures, names, base)] : pictures.map(picture => viewOf([picture], names, base)),
    ...judged,
  }
}
