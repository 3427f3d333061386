import type { Config } from '../config.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { loadModels } from '../detector/loadModels.ts'
import { table } from './table.ts'

/**
 * `fovea models list`: what the folder of models holds, each file's hash checked.
 * @throws AppError MODEL_INVALID
 */
export async function listModels(config: Config, { json }: { json?: boolean }): Promise<void> {
  const models = await loadModels(config.modelsDir)
  const entries = models.map(({ manifest, file, sha256 }) => ({
    name: manifest.name,
    default: manifest.name === config.model,
    labels: labelsOf(manifest).length,
    scoreFloor: manifest.scoreFloor,
    licence: manifest.licence,
    description: manifest.description,
    accuracy: manifest.accuracy,
    file,
    sha256,
  }))
  if (json) return console.log(JSON.stringify(entries, null, 2))
  const rows = entries.map(entry => [
    entry.default ? `${entry.name} (default)` : entry.name,
    entry.labels,
    entry.scoreFloor,
    entry.licence,
    entry.description,
  ])
  console.log(table([['model', 'labels', 'floor', 'licence', 'description'], ...rows]))
}
