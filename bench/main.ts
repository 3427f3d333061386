import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { evaluation } from './evaluation.ts'
import { paging } from './paging.ts'
import { workloads } from './photos.ts'
import { startup } from './startup.ts'
import { storage } from './storage.ts'
import { throughput } from './throughput.ts'

// npm run bench [-- startup storage paging throughput eval]   all of them unless named
// Numbers are for comparing within one run: the machine may be shared.

const root = resolve(import.meta.dirname, '..')
const onnx = resolve(root, '../shared/models/deimv2_hgnetv2_femto_coco.onnx')

/** A folder of models with DEIMv2 femto, where its file is at hand. */
function femtoFolder(): string | undefined {
  if (!existsSync(onnx)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'fovea-models-'))
  copyFileSync(onnx, join(folder, 'deimv2_hgnetv2_femto_coco.onnx'))
  copyFileSync(join(root, 'test/fixtures/models/deimv2-femto.json'), join(folder, 'deimv2-femto.json'))
  return folder
}

async function throughputs() {
  const femto = femtoFolder()
  if (femto === undefined) console.log('\nDEIMv2 femto on photographs: skipped, its file is not at hand')
  try {
    for (const workload of workloads(femto)) await throughput(workload)
  } finally {
    if (femto !== undefined) rmSync(femto, { recursive: true })
  }
}

const benchmarks = { startup, storage, paging, throughput: throughputs, eval: evaluation }

const isName = (name: string): name is keyof typeof benchmarks => name in benchmarks
const named = process.argv.slice(2)
const unknown = named.find(name => !isName(name))
if (unknown !== undefined) {
  console.error(`Expected names out of ${Object.keys(benchmarks).join(', ')} but received ${unknown}`)
  process.exit(2)
}
console.log(`${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`)
for (const name of named.length > 0 ? named.filter(isName) : (Object.keys(benchmarks) as (keyof typeof benchmarks)[]))
  await benchmarks[name]()
