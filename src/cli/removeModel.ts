import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { removeModel } from '../models/removeModel.ts'
import { table } from './table.ts'

const why = {
  PUT_THERE: 'fovea did not put it there',
  NAMED: 'another manifest names it',
}

/**
 * `fovea models remove`: a model and what fovea installed with it.
 * @throws AppError MODEL_NOT_FOUND, MODEL_INVALID (no such folder), BAD_USER_INPUT, STORAGE_UNAVAILABLE
 */
export async function remove({ modelsDir, model }: Config, name: string): Promise<void> {
  const { file, kept } = (await removeModel(modelsDir, name)) ?? {}
  const rows = [['removed', join(modelsDir, `${name}.json`)]]
  if (file === undefined) rows.push(['kept', 'its ONNX file, if it has one: the manifest does not say which'])
  else rows.push(kept ? ['kept', `${resolve(modelsDir, file)}: ${why[kept]}`] : ['', resolve(modelsDir, file)])
  if (name === model) rows.push(['default', `FOVEA_MODEL names ${name}: name another one`])
  rows.push(['next', 'restart fovea where it runs with this model; what was detected with it stays'])
  console.log(table(rows))
}
