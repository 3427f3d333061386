import { Command, InvalidArgumentError, Option } from 'commander'
import { InvalidInput } from '../eval/invalidInput.ts'
import { type Metric, metrics } from '../eval/result.ts'
import packageJson from '../package.json' with { type: 'json' }
import { overridable } from './cli/acceptFindings.ts'
import type { CompareOptions } from './cli/compare.ts'
import type { DetectOptions } from './cli/detect.ts'
import { errorText } from './cli/errorText.ts'
import type { EvalOptions } from './cli/eval.ts'
import type { EvaluateOptions } from './cli/evaluate.ts'
import { addModelsCommand } from './cli/modelsCommand.ts'
import { settingsHelp } from './cli/settingsHelp.ts'
import type { Config } from './config.ts'
import { AppError, type ErrorCode } from './errors.ts'
import { showUnseen } from './report/html.ts'

/** 2: what was asked for cannot be done as it was asked; 1: it was tried and failed. */
const askedWrong: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_INVALID',
  'MODEL_INVALID',
  'MODEL_NOT_FOUND',
  'ALREADY_RUNNING',
  'BAD_USER_INPUT',
  'OPTIONS_INVALID',
  'DATASET_INVALID',
  'DATASET_TOO_LARGE',
  'DATASET_FROZEN',
  'DUPLICATE_ID',
  'ARCHIVE_INVALID',
  'EVALUATION_NOT_FOUND',
  'EVALUATION_UNFINISHED',
  'RUNS_NOT_COMPARABLE',
])

/** Exit code of what was tried and failed. */
let failed = 1

/**
 * Runs a command. An error that nobody foresaw is a defect and goes out as it is, with its stack.
 * @param failure the command's exit code of what was tried and failed
 */
async function attempt(command: () => Promise<void>, failure = 1): Promise<void> {
  failed = failure
  try {
    await command()
  } catch (error) {
    if (!(error instanceof AppError || error instanceof InvalidInput)) {
      process.once('exit', () => {
        process.exitCode = failed // Node's own would be 1
      })
      throw error
    }
    const isInput = error instanceof InvalidInput
    // A message about a file may quote what is in it.
    const text = isInput ? showUnseen(errorText(error)) : errorText(error)
    console.error(text.replaceAll(/^/gm, 'fovea: '))
    process.exitCode = isInput || askedWrong.has(error.code) ? 2 : failed
  }
}

/** Runs a command that the settings matter to. */
const run = (command: (config: Config) => Promise<void>) =>
  attempt(async () => command((await import('./config.ts')).readConfig(process.env)))

// A reader that has gone (`fovea detect … | head`, a closed terminal) is no failure; a full disk is.
process.stderr.on('error', () => undefined)
let isOutputLost = false
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || code === 'EIO' || isOutputLost) return
  isOutputLost = true
  console.error(`fovea: the output cannot be written (${message})`)
  process.exitCode = failed
})

function score(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('Expected a number from 0 to 1.')
}

function finite(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw new InvalidArgumentError('Expected a number.')
}

/** A number of a range, with both its ends. */
const within = (from: number, to: number, isWhole: boolean) => (text: string) => {
  const value = Number(text)
  if (text.trim() !== '' && value >= from && value <= to && (!isWhole || Number.isInteger(value))) return value
  throw new InvalidArgumentError(`Expected ${isWhole ? 'an integer' : 'a number'} from ${from} to ${to}.`)
}

function metricNamed(text: string): Metric {
  const metric = metrics.find(name => name.toLowerCase() === text.toLowerCase())
  if (metric) return metric
  throw new InvalidArgumentError(`Expected one of ${metrics.join(', ')}.`)
}

const text = (longest: number) => (given: string) => {
  if (given.trim() !== '' && [...given].length <= longest) return given
  throw new InvalidArgumentError(`Expected 1 to ${longest} characters.`)
}

const categorySpaces = ['GROUND_TRUTH', 'COCO_91', 'INDEX_80', 'ONE_TO_80', 'NAME']

const program = new Command('fovea')
  .description('Detects the 80 COCO objects in images, over GraphQL, and keeps everything in Postgres.')
  .version(packageJson.version)
  .addHelpText('after', settingsHelp)
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'fovea: ')) })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))

program
  .command('serve')
  .description('start the API and its page (npm start)')
  .action(() => run(async config => (await import('./cli/serve.ts')).serve(config)))

program
  .command('worker')
  .description('work on evaluations beside the server, on any machine that reaches its database')
  .action(() => run(async config => (await import('./cli/worker.ts')).work(config)))

program
  .command('detect')
  .description('detect objects in image files; needs no database')
  .argument('<image...>', 'JPEG, PNG or WebP files')
  .option('--model <name>', 'a model of `fovea models list`')
  .option('--min-score <score>', 'show detections from this score up', score, 0.5)
  .option('--json', 'print JSON, floats in full')
  .option('--out <file>', 'draw the boxes into this JPEG or PNG; several images: into this folder')
  .action((images: string[], options: DetectOptions) =>
    run(async config => (await import('./cli/detect.ts')).detect(config, images, options)),
  )

program
  .command('eval')
  .description('the COCO numbers of detections against ground truth; needs no database')
  .argument('<ground-truth>', 'COCO JSON, a YOLO or Pascal VOC folder, or CSV')
  .argument('<detections>', 'COCO results, a YOLO folder with scores, or CSV')
  .addOption(new Option('--profile <profile>', 'whose rules').choices(['pycocotools', 'omz']).default('pycocotools'))
  .option('--score-floor <score>', 'leave out detections of a lower score (omz: 0.05)', finite)
  .addOption(new Option('--category-space <space>', "what the detections' category ids are").choices(categorySpaces))
  .addOption(new Option('--match-by <key>', 'what a detection names its image by').choices(['IMAGE_ID', 'FILE_NAME']))
  .addOption(
    new Option('--image-scope <scope>', 'EVALUATED_ONLY leaves out images without detections')
      .choices(['ALL_IMAGES', 'EVALUATED_ONLY'])
      .default('ALL_IMAGES'),
  )
  .option('--allow-truncated', 'accept detections kept only from a high score up; the result is marked')
  .option('--per-category', 'a line for each category too')
  .option('--json', 'print JSON, floats in full')
  .option('--explain', 'what other rules make of the AP: why another tool reports another number')
  .option('--report <file>', 'write curves, confusion and errors as one HTML file')
  .action((groundTruth: string, detections: string, options: EvalOptions) =>
    attempt(async () => (await import('./cli/eval.ts')).evaluateFiles(groundTruth, detections, options)),
  )

program
  .command('compare')
  .description('a gate for releases: 0 the candidate may replace the baseline, 1 it dropped, 2 that cannot be told')
  .argument('<baseline>', 'id of an evaluation; with --ground-truth a file of detections')
  .argument('<candidate>', 'the same')
  .option('--ground-truth <file>', 'compare two files of detections; no database is needed')
  .option(
    '--max-drop <points>',
    'how far the metric may drop, in points of 100: 0.5 is from 40.2 to 39.7',
    within(0, 100, false),
    0,
  )
  .option('--metric <name>', `which number decides: ${metrics.join(', ')}`, metricNamed, 'ap')
  .option('--replicates <n>', 'how many data sets are drawn', within(100, 10_000, true), 1000)
  .option('--seed <n>', 'the same seed draws the same images', within(-(2 ** 31), 2 ** 31 - 1, true), 1)
  .option('--confidence <share>', 'how much of the draws an interval holds', within(0.5, 0.999, false), 0.95)
  .addOption(new Option('--profile <profile>', 'of files: whose rules (pycocotools)').choices(['pycocotools', 'omz']))
  .option('--score-floor <score>', 'of files: leave out detections of a lower score', score)
  .addOption(
    new Option('--category-space <space>', "of files: what the detections' category ids are").choices(categorySpaces),
  )
  .addOption(
    new Option('--baseline-category-space <space>', 'of files: of the baseline, where it is another').choices(
      categorySpaces,
    ),
  )
  .addOption(
    new Option('--match-by <key>', 'of files: what a detection names its image by').choices(['IMAGE_ID', 'FILE_NAME']),
  )
  .addOption(
    new Option('--image-scope <scope>', 'of files: EVALUATED_ONLY leaves out images without detections').choices([
      'ALL_IMAGES',
      'EVALUATED_ONLY',
    ]),
  )
  .option('--allow-truncated', 'of files: accept detections kept only from a high score up')
  .addOption(new Option('--override <code...>', 'accept what is refused as likely a mistake').choices(overridable))
  .option('--per-category', 'a line for each category')
  .option('--json', 'print JSON, floats in full')
  .action((baseline: string, candidate: string, options: CompareOptions) =>
    // 1 is for a candidate that dropped, and for nothing else.
    attempt(async () => (await import('./cli/compare.ts')).compare(baseline, candidate, options), 2),
  )

program
  .command('evaluate')
  .description('run a model on a data set, store what it finds, and score it')
  .argument('<data-set>', 'a folder, a file or an archive: COCO JSON, YOLO, Pascal VOC or CSV')
  .option('--images <folder>', 'where the photos are; without it, in the folder of the data set')
  .option('--model <name>', 'a model of `fovea models list`; without it, FOVEA_MODEL')
  .addOption(
    new Option('--format <format>', 'of the data set, where it may be two').choices(['coco', 'yolo', 'voc', 'csv']),
  )
  .addOption(new Option('--profile <profile>', 'whose rules').choices(['pycocotools', 'omz']).default('pycocotools'))
  .addOption(
    new Option('--image-scope <scope>', 'EVALUATED_ONLY leaves out images without a photo')
      .choices(['ALL_IMAGES', 'EVALUATED_ONLY'])
      .default('ALL_IMAGES'),
  )
  .addOption(
    new Option('--orientation <orientation>', 'raw: boxes were drawn on photos before EXIF turned them')
      .choices(['upright', 'raw'])
      .default('upright'),
  )
  .option('--allow-truncated', 'accept a model that keeps detections only from a high score up; the result is marked')
  .addOption(
    new Option('--override <code...>', 'accept what is refused as likely a mistake').choices([
      'BOX_FORMAT_SUSPECT',
      'CATEGORY_SPACE_MISMATCH',
      'PHOTOS_MISSING',
      'SCORE_FLOOR_TOO_HIGH',
    ]),
  )
  .option('--name <name>', 'what the evaluation is called', text(200))
  .option('--tag <tag...>', 'words to find it by', (given, before: string[] = []) => [...before, text(100)(given)])
  .option('--per-category', 'a line for each category too')
  .option('--json', 'print JSON, floats in full')
  .option('--report <file>', 'write curves, confusion and errors as one HTML file')
  .action((groundTruth: string, options: EvaluateOptions) =>
    run(async config => (await import('./cli/evaluate.ts')).evaluate(config, groundTruth, options)),
  )

addModelsCommand(program, run)

program
  .command('migrate')
  .description("bring the database's tables up to date (serve does it by itself)")
  .action(() => run(async config => (await import('./cli/migrate.ts')).migrate(config)))

program
  .command('demo')
  .description('detect the demo scenes through the API, store, draw and score what was found')
  .action(() => run(async config => (await import('./cli/demo.ts')).demo(config)))

/** Each names itself in what follows an error. */
function nameHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help says more)`)
  for (const inner of command.commands) nameHelp(inner, `${path} ${inner.name()}`)
}

nameHelp(program, 'fovea')
await program.parseAsync()
