#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import type { DetectOptions } from './cli/detect.ts'
import { errorText } from './cli/errorText.ts'
import { settingsHelp } from './cli/settingsHelp.ts'
import { type Config, readConfig } from './config.ts'
import { AppError, type ErrorCode } from './errors.ts'

/** 2: what was asked for cannot be done as it was asked; 1: it was tried and failed. */
const askedWrong: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_INVALID',
  'MODEL_INVALID',
  'MODEL_NOT_FOUND',
  'ALREADY_RUNNING',
  'BAD_USER_INPUT',
])

/** Runs a command. An error that nobody foresaw is a defect and goes out as it is, with its stack. */
async function run(command: (config: Config) => Promise<void>): Promise<void> {
  try {
    await command(readConfig(process.env))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(errorText(error).replaceAll(/^/gm, 'fovea: '))
    process.exitCode = askedWrong.has(error.code) ? 2 : 1
  }
}

// A reader that has gone (`fovea detect … | head`, a closed terminal) is no failure; a full disk is.
process.stderr.on('error', () => undefined)
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE' || code === 'EIO' || process.exitCode === 1) return
  console.error(`fovea: the output cannot be written (${message})`)
  process.exitCode = 1
})

function score(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('Expected a number from 0 to 1.')
}

const program = new Command('fovea')
  .description('Detects the 80 COCO objects in images, over GraphQL, and keeps everything in Postgres.')
  .version(packageJson.version)
  .addHelpText('after', settingsHelp)
  .showHelpAfterError('(fovea --help says more)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'fovea: ')) })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))

program
  .command('serve')
  .description('start the API and the query page (npm start)')
  .action(() => run(async config => (await import('./cli/serve.ts')).serve(config)))

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
  .command('models')
  .description('the models there are')
  .command('list', { isDefault: true })
  .description("list the models, each file's hash checked")
  .option('--json', 'print JSON')
  .action((options: { json?: boolean }) =>
    run(async config => (await import('./cli/models.ts')).listModels(config, options)),
  )

program
  .command('migrate')
  .description("bring the database's tables up to date (serve does it by itself)")
  .action(() => run(async config => (await import('./cli/migrate.ts')).migrate(config)))

program
  .command('demo')
  .description('detect the demo scenes through the API, store them and draw what was found')
  .action(() => run(async config => (await import('./cli/demo.ts')).demo(config)))

await program.parseAsync()
