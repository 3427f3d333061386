import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { inject } from 'vitest'

const shared = resolve('../shared/retinanet')

/** A test of the files in ../shared/retinanet ends its name with this, and is skipped without them. */
export const needsRetinaNet = '(needs ../shared/retinanet)'
export const hasRetinaNet = existsSync(shared)

/** Folder of what keras-retinanet itself computes. */
export const retinaNetReference = join(shared, 'reference')

/** The parsed JSON of ../shared/retinanet. */
export const readRetinaNetJson = <Value>(name: string): Value => JSON.parse(readFileSync(join(shared, name), 'utf8'))

/** Path of a file of ../shared/retinanet, unpacked: the first test of a run that asks for it unpacks it. */
export const retinaNetFile = (name: string): Promise<string> =>
  onceARun(name, partial =>
    pipeline(createReadStream(join(shared, `${name}.gz`)), createGunzip(), createWriteStream(partial)),
  )

/**
 * Path of a file or folder in the folder of this run. Whoever asks for it first makes it, at the path given to `make`; others, in
 * any process of the run, wait for that.
 */
export async function onceARun(name: string, make: (partial: string) => Promise<unknown>): Promise<string> {
  const path = join(inject('retinaNetFolder'), name)
  const lock = `${path}.lock`
  while (!existsSync(path)) {
    const mine = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (!mine) await setTimeout(20)
    else
      try {
        if (!existsSync(path)) {
          await make(`${path}.partial`)
          await rename(`${path}.partial`, path)
        }
      } finally {
        await rm(lock, { recursive: true })
      }
  }
  return path
}
