import { access, constants, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { FindingCode } from '../../eval/finding.ts'
import type { ImageScope } from '../../eval/settings.ts'
import type { Config } from '../config.ts'
import { createClosers } from '../createClosers.ts'
import { createLog } from '../createLog.ts'
import { findModel } from '../detector/findModel.ts'
import { loadModels } from '../detector/loadModels.ts'
import { AppError } from '../errors.ts'
import { toNodeId } from '../graphql/nodeId.ts'
import { openParts, type Parts } from '../openParts.ts'
import type { EvaluationRequest } from '../runs/evaluationRequest.ts'
import type { PhotoReport } from '../runs/photoReport.ts'
import { detectionOf, type ServedModel } from '../runs/registerModels.ts'
import { errorText } from './errorText.ts'
import { followEvaluation } from './followEvaluation.ts'
import { printResult } from './printResult.ts'
import { profiles } from './profiles.ts'
import { stopOnSignal } from './stopOnSignal.ts'

export type EvaluateOptions = {
  images?: string
  format?: keyof typeof formats
  model?: string
  profile: keyof typeof profiles
  imageScope: ImageScope
  orientation: 'upright' | 'raw'
  allowTruncated?: boolean
  override?: FindingCode[]
  name?: string
  tag?: string[]
  perCategory?: boolean
  json?: boolean
  report?: string
}

const formats = { coco: 'COCO', yolo: 'YOLO', voc: 'VOC', csv: 'CSV' } as const

const say = (text: string) => console.error(`fovea: ${text}`)

const isFolder = async (path: string) => (await stat(path).catch(() => undefined))?.isDirectory() === true

/** Where photos lie unless it is told: in the folder of the data set, or beside the file. */
const folderOf = async (groundTruth: string) => ((await isFolder(groundTruth)) ? groundTruth : dirname(groundTruth))

/** @throws AppError BAD_USER_INPUT, CONFIG_INVALID: before minutes of work are done for nothing */
async function checkPaths(groundTruth: string, { images, report }: EvaluateOptions): Promise<void> {
  if (!(await stat(groundTruth).catch(() => undefined)))
    throw new AppError(
      'BAD_USER_INPUT',
      `Expected a data set, a file or a folder, but '${groundTruth}' does not exist.`,
    )
  if (images !== undefined && !(await stat(images).catch(() => undefined)))
    throw new AppError('BAD_USER_INPUT', `Expected for --images a folder or an archive but '${images}' does not exist.`)
  if (report === undefined) return
  const folder = dirname(resolve(report))
  await access(folder, constants.W_OK).catch(cause => {
    throw new AppError('BAD_USER_INPUT', `Cannot write the report into ${folder} (${cause.message}).`, { cause })
  })
}

/** Photos that were refused are told in full, as many as there are examples of. */
function sayPhotos({ added, unchanged, refused, missing, problems }: PhotoReport): void {
  const parts = [`${added} photos added`, `${unchanged} there already`]
  if (refused > 0) parts.push(`${refused} not used`)
  if (missing > 0) parts.push(`${missing} images without a photo`)
  say(parts.join(', '))
  for (const problem of problems)
    say(`warning: ${problem.fileName}: ${errorText({ ...problem, hint: problem.hint ?? undefined })} (${problem.code})`)
}

/** The first finding that refuses it; warnings go out beside the numbers. */
function refuse(problems: { severity: string; code: string; message: string; hint?: string }[]): never {
  for (const problem of problems) {
    const accept = problem.severity === 'SUSPICION' ? ` If it is right as it is: --override ${problem.code}.` : ''
    say(`${errorText(problem)}${accept} (${problem.code})`)
  }
  throw new AppError('OPTIONS_INVALID', 'Nothing was evaluated.')
}

const requestOf = (datasetId: string, model: ServedModel, options: EvaluateOptions): EvaluationRequest => ({
  datasetId,
  source: { kind: 'MODEL', ...detectionOf(model) },
  profile: profiles[options.profile],
  imageScope: options.imageScope,
  categorySpace: null,
  matchBy: null,
  allowTruncated: options.allowTruncated ?? false,
  overrides: options.override ?? [],
  name: options.name ?? null,
  tags: options.tag ?? [],
  idempotency: null,
})

async function evaluateWith(
  parts: Parts,
  groundTruth: string,
  options: EvaluateOptions & { model: string },
  signal: AbortSignal,
): Promise<void> {
  const { store, models, tasks, takeJobs } = parts
  const model = models.find(({ manifest }) => manifest.name === options.model)!
  const path = resolve(groundTruth)
  const orientation = options.orientation === 'raw' ? 'RAW' : 'UPRIGHT'
  const dataset = await tasks.run(
    'createDataset',
    { source: { path }, name: null, format: options.format ? formats[options.format] : null, orientation },
    { signal },
  )
  say(`model ${options.model}`)
  say(dataset.created ? 'ground truth stored' : 'ground truth known already')
  if (dataset.photos) sayPhotos(dataset.photos)
  if (options.images !== undefined || !dataset.photos) {
    const images = resolve(options.images ?? (await folderOf(path)))
    sayPhotos(await tasks.run('addPhotos', { datasetId: dataset.datasetId, photos: [{ path: images }] }, { signal }))
  }

  const request = requestOf(dataset.datasetId, model, options)
  const created = await tasks.run('createEvaluation', request, { signal })
  if ('problems' in created) refuse([...created.problems])
  const { evaluationId } = created
  say(`evaluation ${toNodeId('Evaluation', evaluationId)}`)
  await takeJobs()
  const { warnings, detectedCount } = await followEvaluation(store, evaluationId, signal)
  say(detectedCount === 0 ? 'every photo had been detected before' : `${detectedCount} photos detected`)

  const [result] = await store.evaluations.results([evaluationId])
  if (!result) throw new AppError('EVALUATION_NOT_FOUND', 'The evaluation was deleted meanwhile.')
  printResult({ ...result, warnings }, options)
  if (options.report === undefined) return
  const html = await tasks.run('renderReport', { evaluationId })
  await writeFile(options.report, html).catch(error => {
    say(`cannot write the report ${options.report} (${error.message})`)
    process.exitCode = 1
  })
}

/**
 * `fovea evaluate`: ground truth and photos of folders into the database, the model over them, the numbers out. stdout has
 * the numbers alone. What is stored already is not stored, detected or computed again.
 * @throws AppError what the ground truth, the photos or the model are refused for
 */
export async function evaluate(config: Config, groundTruth: string, options: EvaluateOptions): Promise<void> {
  const { model = config.model } = options
  await checkPaths(groundTruth, options)
  findModel(await loadModels(config.modelsDir), model)
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel)
  const closers = createClosers(log)
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const asked = stopOnSignal(() => ended)
  try {
    const parts = await openParts({ config, log, closers })
    asked.throwIfAborted()
    await evaluateWith(parts, groundTruth, { ...options, model }, asked)
  } catch (error) {
    if (!asked.aborted) throw error
    process.exitCode = 130
  } finally {
    await closers.close()
    end()
  }
}
