import type { Finding } from '../finding.ts'
import type { Inspection } from './inspect.ts'

export function checkAnnotationIds({ groundTruth }: Inspection): Finding | null {
  if (!groundTruth.annotations.ids.includes(0)) return null
  return {
    code: 'ANNOTATION_ID_ZERO',
    severity: 'WARNING',
    message: 'An annotation has the id 0: pycocotools counts a match to it as a false positive, fovea as a match.',
    hint: 'Number annotations from 1 if both must give the same AP.',
    count: 1,
  }
}
