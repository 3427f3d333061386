import type { Config } from '../config.ts'
import { labelsOf } from '../detector/labelsOf.ts'
import { loadModels } from '../detector/loadModels.ts'
import { table } from './table.ts'

/** `fovea models list`: what the folder of models holds, each file checked against its manifest. */
export async function listModels({ modelsDir, model: standard }: Config, { json }: { json?: boolean }): Promise<void> {
  const models = await loadModels(modelsDir)
  const rows = models.map(({ manifest, file, sha256 }) => ({
    name: manifest.name,
    default: manifest.name === standard,
    labels: labelsOf(manifest).length,
    scoreFloor: manifest.scoreFloor,
    licence: manifest.licence,
    description: manifest.description,
    file,
    sha256,
  }))
  if (json) return console.log(JSON.stringify(rows, null, 2))
  const cells = rows.map(row => [
    row.default ? `${row.name} (default)` : row.name,
    row.labels,
    row.scoreFloor,
    row.licence,
    row.description,
  ])
  console.log(table([['model', 'labels', 'floor', 'licence', 'description'], ...cells]))
}
