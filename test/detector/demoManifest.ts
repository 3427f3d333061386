import { readFileSync } from 'node:fs'
import type { Manifest } from '../../src/detector/manifest.ts'

/** A manifest whose model answers boxes, scores and labels apart. */
export type DemoManifest = Omit<Manifest, 'outputs'> & { outputs: Extract<Manifest['outputs'], { boxes: unknown }> }

const text = readFileSync(new URL('../../models/demo.json', import.meta.url), 'utf8')

/** The demo model's manifest with other values in some of its fields. */
export const demoManifest = (changes: Partial<DemoManifest> = {}): DemoManifest => ({ ...JSON.parse(text), ...changes })
