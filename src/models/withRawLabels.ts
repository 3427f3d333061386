import { labelsOf } from '../detector/labelsOf.ts'
import type { Manifest } from '../detector/manifest.ts'

/** Beyond what a manifest names, so that a label that it does not know is seen too. COCO's ids end at 90. */
const more = 1000

/** A manifest under which a detection's label is the number that the model itself gave, whatever its base and names. */
export function withRawLabels(manifest: Manifest): Manifest {
  const { outputs } = manifest
  const labels = Array.from({ length: labelsOf(manifest).length + more }, (_, label) => String(label))
  return 'detections' in outputs
    ? { ...manifest, labels, outputs: { ...outputs, detections: { ...outputs.detections, base: 0 } } }
    : { ...manifest, labels, outputs: { ...outputs, labels: { ...outputs.labels, base: 0 } } }
}

/** Number of the first label. */
export const labelBaseOf = ({ outputs }: Pick<Manifest, 'outputs'>): 0 | 1 =>
  'detections' in outputs ? outputs.detections.base : outputs.labels.base
