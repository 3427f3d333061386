import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Config } from '../config.ts'
import { modelFamilies } from '../models/modelFamilies.ts'
import type { AddOptions } from './addModel.ts'
import type { CheckOptions } from './checkModel.ts'
import type { ConvertOptions } from './convertModel.ts'
import { iou, type ModelFlag, modelFlags } from './modelFlags.ts'
import type { PullOptions } from './pullModel.ts'

type Run = (command: (config: Config) => Promise<void>) => Promise<void>

function optionOf<Value>({ flag, question, expects, parse }: ModelFlag<Value>): Option {
  const choices = expects.includes(' ') ? expects : expects.replaceAll('|', ', ')
  return new Option(`${flag} <value>`, `${question} (${choices})`).argParser(text => {
    const value = parse(text)
    if (value === undefined) throw new InvalidArgumentError(`Expected ${expects}.`)
    return value
  })
}

function someText(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('Expected some text.')
}

function someFile(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('Expected the path of a file.')
}

const licence = ['--licence <text>', 'that the weights came under', someText] as const
const description = ['--description <text>', 'shown by the API', someText] as const

/** The commands of `fovea models`. */
export function addModelsCommand(program: Command, run: Run): void {
  const models = program.command('models').description('the models there are; more of them')
  // Without this the default command would be blamed: too many arguments for list.
  models.hook('preSubcommand', () => {
    const names = models.commands.map(command => command.name())
    const [first = ''] = models.args
    if (first !== '' && !first.startsWith('-') && !['help', ...names].includes(first))
      models.error(`error: unknown command 'models ${first}': there are ${names.join(', ')}`)
  })

  models
    .command('list', { isDefault: true })
    .description("list the models, each file's hash checked")
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      run(async config => (await import('./models.ts')).listModels(config, options)),
    )

  models
    .command('convert')
    .description('make a model of a keras-retinanet file (.h5, or a frozen .pb)')
    .argument('<file>', 'an inference model or a training snapshot')
    .requiredOption('--name <name>', 'of the model')
    .addOption(
      new Option('--layout <layout>', "keras: the original's inputs and outputs; omz: Open Model Zoo's, 1333 × 1333")
        .choices(['keras', 'omz'])
        .default('keras'),
    )
    .option('--anchors <config>', 'the .ini file that a snapshot was trained with', someFile)
    .option('--labels <file>', 'names of the classes: one a line, lines of name,id or a JSON array', someFile)
    .option(...licence)
    .option(...description)
    .option('--force', 'replace a model of that name')
    .action((file: string, options: ConvertOptions) =>
      run(async config => (await import('./convertModel.ts')).convert(config, file, options)),
    )

  const add = models
    .command('add')
    .description('make a model of an ONNX detector; what its file does not say is asked for')
    .argument('<file>', 'an ONNX file with its weights in it')
    .option('--name <name>', 'of the model; without it, as the file is named')
    .addOption(
      new Option('--like <family>', 'take what most models of a family have').choices(Object.keys(modelFamilies)),
    )
  const { duplicates: _, ...flags } = modelFlags
  for (const flag of Object.values(flags)) add.addOption(optionOf(flag as ModelFlag<unknown>))
  add
    .option('--suppressed', 'the model itself removes duplicates')
    .addOption(optionOf(iou))
    .option('--labels <file>', 'names of the labels: one a line, lines of name,id or a JSON array; coco for its 80')
    .option(...licence)
    .option(...description)
    .option('--force', 'replace a model of that name')
    .action((file: string, options: AddOptions) =>
      run(async config => (await import('./addModel.ts')).add(config, file, options)),
    )

  models
    .command('check')
    .description('run a model on pictures and say what it sees, and whether its labels are one off')
    .argument('<name>', 'a model of `fovea models list`')
    .option('--image <file...>', 'pictures; without them 12 of the demo scenes, whose objects are known')
    .option('--json', 'print JSON, floats in full')
    .action((name: string, options: CheckOptions) =>
      run(async config => (await import('./checkModel.ts')).check(config, name, options)),
    )

  models
    .command('pull')
    .description('download a model of the catalogue and make it ready')
    .argument('<name>', 'in the catalogue: retinanet-tf')
    .option('--name <name>', 'of the model here; without it, as in the catalogue')
    .option('--from <file>', 'take this file, which was downloaded elsewhere')
    .addOption(new Option('--layout <layout>', 'as for convert').choices(['keras', 'omz']))
    .option('--catalogue <file>', "another catalogue than fovea's models/catalogue.json")
    .option('--force', 'replace a model of that name')
    .action((name: string, options: PullOptions) =>
      run(async config => (await import('./pullModel.ts')).pullModel(config, name, options)),
    )

  models
    .command('remove')
    .description('remove a model; what was detected with it stays')
    .argument('<name>', 'a model of `fovea models list`')
    .action((name: string) => run(async config => (await import('./removeModel.ts')).remove(config, name)))
}
