import { basename } from 'node:path'
import type { Config } from '../config.ts'
import type { Manifest } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import { addModel } from '../models/addModel.ts'
import { type Guess, guessManifest } from '../models/guessManifest.ts'
import type { ModelAnswers, ModelField } from '../models/modelAnswers.ts'
import type { FamilyName } from '../models/modelFamilies.ts'
import type { OnnxFacts } from '../models/onnxFacts.ts'
import { readLabels } from '../models/readLabels.ts'
import { createAsker } from './askAnswers.ts'
import { type ModelFlag, modelFlags } from './modelFlags.ts'
import { table } from './table.ts'

export type AddOptions = Partial<Omit<ModelAnswers, 'labels' | 'duplicates'>> & {
  name: string
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

const labelsFrom = async (text: string): Promise<Manifest['labels']> => (text === 'coco' ? 'COCO_80' : readLabels(text))

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

/** Asks for one field after the other; what is likely may change with each answer. */
async function ask(facts: OnnxFacts, said: Partial<ModelAnswers>): Promise<Partial<ModelAnswers>> {
  const asker = createAsker()
  try {
    for (;;) {
      const { missing, known, likely } = guessManifest(facts, said)
      const [field] = missing
      if (field === undefined) return known
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
  const { name, like, licence = 'unknown', description = basename(source), force: replace = false } = options
  const said = await saidIn(options)
  let family: FamilyName | undefined
  const manifest = await addModel({ source, name, folder: modelsDir, licence, description, replace }, async facts => {
    const guess = guessManifest(facts, said, like)
    family = guess.family
    if (guess.missing.length === 0) return guess.known as ModelAnswers
    if (like !== undefined || !(process.stdin.isTTY && process.stderr.isTTY)) throw incomplete(source, guess)
    return (await ask(facts, said)) as ModelAnswers
  })
  console.log(JSON.stringify(manifest, null, 2))
  const unknown = 'unknown: say the one that the weights came under with --licence and --force'
  const rows = [
    ['taken for', `a model of the family ${family}`],
    ['licence', options.licence ?? unknown],
    ['next', `npx fovea models check ${name}`],
  ]
  console.log(table(rows))
}
