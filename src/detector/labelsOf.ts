import { cocoCategories } from '../../eval/cocoCategories.ts'
import type { Manifest } from './manifest.ts'

const cocoNames: readonly string[] = cocoCategories.map(category => category.name)

/** Names of a model's classes by label, from 0. */
export const labelsOf = (manifest: Pick<Manifest, 'labels'>): readonly string[] =>
  manifest.labels === 'COCO_80' ? cocoNames : manifest.labels
