import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const onnx = resolve(root, '../shared/models/deimv2_hgnetv2_femto_coco.onnx')

/** A folder of models with DEIMv2 femto, where its file is at hand. */
export function femtoFolder() {
  if (!existsSync(onnx)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'fovea-models-'))
  copyFileSync(onnx, join(folder, 'deimv2_hgnetv2_femto_coco.onnx'))
  copyFileSync(join(root, 'test/fixtures/models/deimv2-femto.json'), join(folder, 'deimv2-femto.json'))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
