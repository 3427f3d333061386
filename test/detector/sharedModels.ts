import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Manifest } from '../../src/detector/manifest.ts'

const folder = resolve('../shared/models')

/** The real detectors of the `shared` folder beside the repository, with their manifests; undefined where it is absent. */
export const sharedModels = existsSync(folder)
  ? {
      manifest: (name: string): Manifest =>
        JSON.parse(readFileSync(resolve(`test/fixtures/models/${name}.json`), 'utf8')),
      file: (manifest: Manifest) => resolve(folder, manifest.file),
    }
  : undefined
