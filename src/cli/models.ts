import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { loadModel, modelNames } from '../detector/loadModels.ts'
import type { Manifest } from '../detector/manifest.ts'
import { AppError } from '../errors.ts'
import { errorText } from './errorText.ts'
import { modelFlags } from './modelFlags.ts'
import { table } from './table.ts'

/** What is told of a model, or why it cannot be used; `path` is its manifest's. */
async function entryOf(path: string) {
  try {
    const { manifest, file, sha256 } = await loadModel(path)
    return { manifest, file, sha256, bytes: (await stat(file)).size }
  } catch (error) {
    if (error instanceof AppError) return { problem: errorText(error) }
    throw error
  }
}

/** How an image comes to the network, in the words of `models add`. */
function inputText({ input: { resize } }: Manifest): string {
  const size = () => {
    if (resize.rule === 'STRETCH') return [resize.width, resize.height]
    return resize.rule === 'LONG_SIDE' ? [resize.long] : [resize.short, resize.long]
  }
  return `${modelFlags.resize.show(resize.rule)} ${modelFlags.size.show(size())}`
}

/**
 * `fovea models list`: what the folder of models holds, each file's hash checked. One that cannot be used is listed with
 * what is wrong, and the exit code is 2.
 * @throws AppError MODEL_INVALID when there is no such folder
 */
export async function listModels({ modelsDir, model }: Config, { json }: { json?: boolean }): Promise<void> {
  const names = await modelNames(modelsDir)
  const models = await Promise.all(
    names.map(async name => ({
      name,
      default: name === model,
      entry: await entryOf(join(modelsDir, `${name}.json`)),
    })),
  )
  if (models.some(({ entry }) => 'problem' in entry)) process.exitCode = 2
  if (json) {
    const shown = models.map(({ entry, ...rest }) => {
      if ('problem' in entry) return { ...rest, ...entry }
      const { manifest, ...file } = entry
      const { scoreFloor, licence, description, accuracy } = manifest
      const labels = labelsOf(manifest).length
      return { ...rest, labels, input: inputText(manifest), scoreFloor, licence, description, accuracy, ...file }
    })
    return console.log(JSON.stringify(shown, null, 2))
  }
  const rows = models.map(({ name, default: isDefault, entry }) => {
    const title = isDefault ? `${name} (default)` : name
    if ('problem' in entry) return [title, '', '', '', '', '', '', `cannot be used: ${entry.problem}`]
    const { manifest, sha256, bytes } = entry
    const { scoreFloor, licence, description } = manifest
    const size = (bytes / 1e6).toFixed(1).padStart(5)
    return [
      title,
      labelsOf(manifest).length,
      inputText(manifest),
      size,
      sha256.slice(0, 8),
      scoreFloor,
      licence,
      description,
    ]
  })
  console.log(table([['model', 'labels', 'input', 'MB', 'sha256', 'floor', 'licence', 'description'], ...rows]))
}
