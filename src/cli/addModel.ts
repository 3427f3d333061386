import { basename } from 'node:path'
import type { Config } from '../config.ts'
import { type Manifest, manifestSchema } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import { addModel, type Decided } from '../models/addModel.ts'
import { type Guess, guessManifest } from '../models/guessManifest.ts'
import { installedFile } from '../models/installModel.ts'
import type { ModelAnswers, ModelField } from '../models/modelAnswers.ts'
import type { FamilyName } from '../models/modelFamilies.ts'
import type { OnnxFacts } from '../models/onnxFacts.ts'
import { readLabels } from '../models/readLabels.ts'
import { createAsker } from './createAsker.ts'
import { type ModelFlag, modelFlags } from './modelFlags.ts'
import { restartText } from './restartText.ts'
import { table } from './table.ts'
import { licenceText, unknownLicence } from './unknownLicence.ts'

export type AddOptions = Partial<Omit<ModelAnswers, 'labels' | 'duplicates'>> & {
  /** without it, as the file is named */
  name?: string
  suppressed?: boolean
  iou?: number
  /** a file, or `coco` */
  labels?: string
  like?: FamilyName
  licence?: string
  description?: string
  force?: boolean
}

const labelsFlag = {
  flag: '--labels',
  expects: 'FILE|coco',
  question: 'names of the labels: a file, or coco for its 80',
}

const flagOf = (field: ModelField) => (field === 'labels' ? labelsFlag : modelFlags[field])

async function labelsFrom(text: string): Promise<Manifest['labels']> {
  if (text === '') throw new AppError('BAD_USER_INPUT', 'Expected a file of labels, or coco for its 80.')
  return text === 'coco' ? 'COCO_80' : readLabels(text)
}

/** @throws AppError BAD_USER_INPUT when no model can be named as the file is */
function nameOf(source: string): string {
  const name = basename(source).replace(/\.onnx$/i, '')
  if (manifestSchema.shape.name.safeParse(name).success) return name
  throw new AppError('BAD_USER_INPUT', `Expected --name, as no model can be named ${JSON.stringify(name)}.`)
}

function shown(field: ModelField, likely: Guess['likely']): string | undefined {
  const value = likely[field]
  if (value === undefined) return undefined
  return field === 'labels' ? 'coco' : (modelFlags[field] as ModelFlag<unknown>).show(value)
}

/** What the flags say, without what they do not. */
async function saidIn(options: AddOptions): Promise<Partial<ModelAnswers>> {
  const said: [string, unknown][] = Object.keys(modelFlags).map(field => [field, options[field as keyof AddOptions]])
  if (options.suppressed && options.iou !== undefined)
    throw new AppError('BAD_USER_INPUT', 'Expected --suppressed or --iou but found both.')
  said.push(['duplicates', options.suppressed ? 'REMOVED' : options.iou])
  if (options.labels !== undefined) said.push(['labels', await labelsFrom(options.labels)])
  return Object.fromEntries(said.filter(([, value]) => value !== undefined))
}

/** One line: the flags that are missing, and what the guess would put there. */
function incomplete(source: string, { family, missing, likely }: Guess): AppError {
  const written = (field: ModelField) => {
    const { flag, expects } = flagOf(field)
    return field === 'duplicates' ? '--suppressed or --iou 0..1' : `${flag} ${expects}`
  }
  const usual = missing.filter(field => likely[field] !== undefined)
  const values = usual.map(field =>
    field === 'duplicates' ? '--suppressed' : `${flagOf(field).flag} ${shown(field, likely)}`,
  )
  const rest = missing.filter(field => likely[field] === undefined).map(field => flagOf(field).flag)
  const others = rest.length > 0 ? `, and leaves ${rest.join(', ')}` : ''
  const like = usual.length > 0 ? `Or --like ${family}, which stands for ${values.join(' ')}${others}.` : undefined
  return new AppError('BAD_USER_INPUT', `${source}: the file does not say ${missing.map(written).join(', ')}.`, {
    hint: like,
  })
}

/** Asks for one field after the other, as what is likely may change with each answer, and then for the licence. */
async function ask(facts: OnnxFacts, said: Partial<ModelAnswers>, licence: string | undefined): Promise<Decided> {
  const asker = createAsker()
  try {
    for (;;) {
      const { missing, known, likely } = guessManifest(facts, said)
      const [field] = missing
      if (field === undefined) {
        const text = 'licence that the weights came under'
        const asked = licence ?? (await asker.ask({ text, usual: unknownLicence, read: answer => answer }))
        return { answers: known as ModelAnswers, licence: asked }
      }
      const { expects, question } = flagOf(field)
      const read = async (answer: string) => {
        if (field === 'labels') return labelsFrom(answer)
        const value = modelFlags[field].parse(answer)
        if (value !== undefined) return value
        throw new AppError('BAD_USER_INPUT', `Expected ${expects} but found ${JSON.stringify(answer)}.`)
      }
      const value = await asker.ask({ text: `${question} (${expects})`, usual: shown(field, likely), read })
      said = { ...said, [field]: value }
    }
  } finally {
    asker.close()
  }
}

/**
 * `fovea models add`: an ONNX file becomes a model. What the file does not say is asked for on a terminal.
 * @throws AppError BAD_USER_INPUT, MODEL_INVALID, STORAGE_UNAVAILABLE
 */
export async function add({ modelsDir }: Config, source: string, options: AddOptions): Promise<void> {
  const { like, licence, description = basename(source), force: replace = false } = options
  const { name = nameOf(source) } = options
  const before = await installedFile(modelsDir, name)
  const said = await saidIn(options)
  let family: FamilyName | undefined
  const manifest = await addModel({ source, name, folder: modelsDir, description, replace }, async facts => {
    const guess = guessManifest(facts, said, like)
    family = guess.family
    if (guess.missing.length === 0) return { answers: guess.known as ModelAnswers, licence: licence ?? unknownLicence }
    if (like !== undefined || !(process.stdin.isTTY && process.stderr.isTTY)) throw incomplete(source, guess)
    console.error(`${source} looks like a model of the family ${family}. What its file does not say:`)
    return ask(facts, said, licence)
  })
  console.log(JSON.stringify(manifest, null, 2))
  const rows = [
    ...(options.name === undefined ? [['named', `${name}, as the file is (--name gives another name)`]] : []),
    ['taken for', `a model of the family ${family}`],
    ['licence', licenceText(manifest.licence)],
    ['server', restartText(before, manifest.file)],
    ['next', `npx fovea models check ${name}`],
  ]
  console.log(table(rows))
}
