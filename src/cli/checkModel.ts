import type { Config } from '../config.ts'
import { findModel } from '../detector/findModel.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { type LoadedModel, loadModels } from '../detector/loadModels.ts'
import { createPool } from '../detector/pool.ts'
import { judgeLabelBase, type Seen } from '../models/judgeLabelBase.ts'
import { labelBaseOf, withRawLabels } from '../models/withRawLabels.ts'
import { createProgress } from './createProgress.ts'
import { readImage } from './readImage.ts'
import { readScenes, type Scene } from './readScenes.ts'
import { table } from './table.ts'

export type CheckOptions = { image?: string[]; json?: boolean }

/** Enough to tell a wrong base; a large model takes a second for each. */
const sceneCount = 12
/** What scores less counts as not found. */
const leastScore = 0.3
const mostShown = 20

type Picture = Seen & { path: string; width: number; height: number; seconds: number }
type Category = { label: number; name: string | null; otherName: string | null; found: number; bestScore: number }

/** What the model answers, label by label, highest score first. */
function categoriesOf(pictures: readonly Picture[], names: readonly string[], base: 0 | 1): Category[] {
  const categories = new Map<number, Category>()
  for (const { label, score } of pictures.flatMap(({ detections }) => detections)) {
    const isFound = score >= leastScore
    const [name = null, otherName = null] = [names[label - base], names[label - (1 - base)]]
    const { found, bestScore } = categories.get(label) ?? { found: 0, bestScore: 0 }
    categories.set(label, {
      label,
      name,
      otherName,
      found: found + Number(isFound),
      bestScore: Math.max(bestScore, score),
    })
  }
  return [...categories.values()].sort((a, b) => b.bestScore - a.bestScore)
}

/** The categories under the manifest's base, and beside them under the other one, where a person is to choose. */
function printCategories(all: readonly Category[], base: 0 | 1, isChoice: boolean): void {
  const strong = all.filter(({ bestScore }) => bestScore >= leastScore).slice(0, mostShown)
  const head = isChoice ? [`  with base ${base}, as it is`, `with base ${1 - base}`] : ['  category']
  const rows = strong.map(({ name, otherName, found, bestScore }) => [
    `  ${name ?? '-'}`,
    ...(isChoice ? [otherName ?? '-'] : []),
    found,
    bestScore.toFixed(3),
  ])
  const isEmpty = rows.length === 0
  console.log(isEmpty ? `  nothing scores ${leastScore} or more` : table([[...head, 'found', 'best score'], ...rows]))
}

/** Runs the model on one picture after the other. */
async function look(
  config: Config,
  model: LoadedModel,
  places: readonly (Scene | { path: string })[],
): Promise<Picture[]> {
  const { name } = model.manifest
  const models = [{ ...model, manifest: withRawLabels(model.manifest) }]
  const pool = await createPool({ size: 1, threads: config.workers * config.threads, models, model: name })
  const progress = createProgress('pictures')
  try {
    const pictures: Picture[] = []
    for (const place of places) {
      const bytes = await readImage(place.path, config.maxImageBytes)
      const { header, detections, timings } = await pool.run(bytes, name, Date.now() + config.deadlineMs)
      const { label, score, x, y, width, height } = detections
      const seen = label.map((each, i) => ({
        label: each,
        score: score[i]!,
        box: { x: x[i]!, y: y[i]!, width: width[i]!, height: height[i]! },
      }))
      const { decode, preprocess, inference, postprocess } = timings
      const seconds = (decode + preprocess + inference + postprocess) / 1000
      pictures.push({ ...place, width: header.width, height: header.height, seconds, detections: seen })
      progress.show(pictures.length, places.length)
    }
    return pictures
  } finally {
    progress.clear()
    await pool.close()
  }
}

const foundIn = (categories: readonly Category[]) => categories.reduce((sum, { found }) => sum + found, 0)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * `fovea models check`: what a model sees in pictures or demo scenes. The exit code is 1 when its labels look wrong.
 * @throws AppError MODEL_NOT_FOUND, MODEL_INVALID, FILE_MISSING, as `decodeImage` does, INFERENCE_FAILED
 */
export async function check(config: Config, name: string, { image, json }: CheckOptions): Promise<void> {
  const model = findModel(await loadModels(config.modelsDir), name)
  const [names, base] = [labelsOf(model.manifest), labelBaseOf(model.manifest)]
  const { scenes, of } = image ? { scenes: [], of: 0 } : await readScenes(sceneCount)
  const pictures = await look(config, model, image?.map(path => ({ path })) ?? scenes)
  const { matches, problems } = judgeLabelBase(pictures, names, base)
  const categories = categoriesOf(pictures, names, base)
  const seconds = mean(pictures.map(picture => picture.seconds))
  const found = foundIn(categories)
  if (problems.length > 0) process.exitCode = 1
  if (json) {
    const shown = {
      model: name,
      labelBase: base,
      pictures: pictures.map(({ path }) => path),
      seconds,
      found,
      categories,
    }
    return console.log(JSON.stringify({ ...shown, ...(image ? {} : { matches }), problems }, null, 2))
  }
  if (image)
    for (const picture of pictures) {
      const { path, width, height } = picture
      const seen = categoriesOf([picture], names, base)
      console.log(`${path}  ${width} × ${height}  ${foundIn(seen)} found in ${picture.seconds.toFixed(2)} s`)
      printCategories(seen, base, true)
    }
  else {
    console.log(`${pictures.length} of the ${of} demo scenes: ${found} found, ${seconds.toFixed(2)} s a scene`)
    printCategories(categories, base, false)
    const objects = scenes.flatMap(scene => scene.objects).filter(object => names.includes(object.name))
    console.log(
      objects.length === 0
        ? 'the scenes show none of its categories: give it a picture with --image'
        : `of ${objects.length} objects ${matches.base} have their own name; with base ${1 - base} it would be ${matches.other}`,
    )
    if (objects.length > 0 && matches.base + matches.other === 0)
      console.log('the scenes are drawings, which it may not know: give it a photograph with --image')
  }
  for (const problem of problems) console.log(`looks wrong: ${problem}`)
  if (problems.length > 0) return
  if (image) console.log('all labels have a name: do they fit the picture?')
  else console.log(matches.base === 0 ? 'all labels have a name' : 'nothing looks wrong')
}
