import { cpus } from 'node:os'
import { compare } from './compare.ts'
import { counts } from './counts.ts'
import { evaluate } from './evaluate.ts'
import { evaluation } from './evaluation.ts'
import { femtoFolder } from './femtoFolder.ts'
import { imageFilters } from './imageFilters.ts'
import { insight } from './insight.ts'
import { page } from './page.ts'
import { paging } from './paging.ts'
import { workloads } from './photos.ts'
import { retinaNet } from './retinaNet.ts'
import { startup } from './startup.ts'
import { storage } from './storage.ts'
import { subscribers } from './subscribers.ts'
import { throughput } from './throughput.ts'
import { workers } from './workers.ts'

// npm run bench [-- startup storage paging counts images throughput eval compare evaluate insight retinanet subscribers workers page]   all of them unless named
// Numbers are for comparing within one run: the machine may be shared.

async function throughputs() {
  const femto = femtoFolder()
  if (femto === undefined) console.log('\nDEIMv2 femto on photographs: skipped, its file is not at hand')
  try {
    for (const workload of workloads(femto?.folder)) await throughput(workload)
  } finally {
    femto?.remove()
  }
}

const benchmarks = {
  startup,
  storage,
  paging,
  counts,
  images: imageFilters,
  throughput: throughputs,
  eval: evaluation,
  compare,
  evaluate,
  insight,
  retinanet: retinaNet,
  subscribers,
  workers,
  page,
}

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
