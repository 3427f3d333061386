import { readFileSync } from 'node:fs'
import type { Manifest } from '../../src/detector/manifest.ts'

const text = readFileSync(new URL('../../models/demo.json', import.meta.url), 'utf8')

/** The demo model's manifest with other values in some of its fields. */
export const demoManifest = (changes: Partial<Manifest> = {}): Manifest => ({ ...JSON.parse(text), ...changes })
