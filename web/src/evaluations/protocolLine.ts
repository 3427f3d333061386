import type { EvaluationHeadQuery } from '../api/generated.ts'
import { formatScore } from '../parts/formatNumber.ts'

type Evaluation = NonNullable<EvaluationHeadQuery['evaluation']>
type Rules = Pick<Evaluation, 'profile'> & {
  protocol: Pick<Evaluation['protocol'], 'iouThresholds' | 'maxDetections' | 'scoreFloor' | 'imageScope'>
}

/** Names of the profiles in a sentence. */
export const profileNames: Record<Evaluation['profile'], string> = {
  PYCOCOTOOLS: 'pycocotools (COCO)',
  OMZ_ACCURACY_CHECKER: 'Open Model Zoo’s accuracy checker',
}

/** By which rules an evaluation was made, as one sentence without its full stop. */
export function protocolLine({ profile, protocol }: Rules): string {
  const { iouThresholds, maxDetections, scoreFloor, imageScope } = protocol
  const [first, last] = [Math.min(...iouThresholds), Math.max(...iouThresholds)]
  const ious = first === last ? `IoU ${formatScore(first)}` : `IoU ${formatScore(first)} to ${formatScore(last)}`
  return [
    `Rules of ${profileNames[profile]}: ${ious}`,
    `at most ${Math.max(...maxDetections)} detections an image and category`,
    scoreFloor === null ? 'of any score' : `of score ${scoreFloor} or more`,
    imageScope === 'ALL_IMAGES' ? 'on every image of the dataset' : 'on the images that were run',
  ].join(', ')
}
