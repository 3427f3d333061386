import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const shared = resolve(root, '../shared')

const jpegsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.jpg'))
    .sort()
    .map(file => join(folder, file))

export type Workload = { name: string; model: string; modelsDir: string; files: string[] }

/** What is measured: the demo model on its scenes always, DEIMv2 femto on photographs where they are at hand. */
export function workloads(femtoModels: string | undefined): Workload[] {
  const demo = {
    name: 'demo model, scenes',
    model: 'demo',
    modelsDir: join(root, 'models'),
    files: jpegsIn(join(root, 'demo/scenes')),
  }
  const photos = join(shared, 'data/coco128')
  if (femtoModels === undefined || !existsSync(photos)) return [demo]
  return [
    { name: 'DEIMv2 femto, photographs', model: 'deimv2-femto', modelsDir: femtoModels, files: jpegsIn(photos) },
    demo,
  ]
}

/** The same picture with bytes of its own: a comment segment with a number, right after the start of the JPEG. */
export function numbered(jpeg: Uint8Array, number: number): Buffer {
  const comment = Buffer.alloc(12)
  comment.writeUInt32BE(0xfffe000a, 0)
  comment.writeDoubleBE(number, 4)
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)])
}

export const readAll = (files: string[]) => files.map(file => readFileSync(file))
