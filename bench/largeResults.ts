import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

/** The script that makes results of any size on the images of val2017. */
export const makeWorkload = resolve(import.meta.dirname, '../../shared/bench/make-coco-workload.mjs')

/** Writes a results file into a folder: so many detections on each of 5,000 images. */
export function workload(folder: string, perImage: number): string {
  const file = join(folder, `${perImage}.json`)
  const { status, stderr } = spawnSync(process.execPath, [makeWorkload, '--out', file, '--per-image', String(perImage)])
  if (status !== 0) throw new Error(`${makeWorkload} failed: ${stderr}`)
  return file
}
