import type { Profile } from './settings.ts'

/** What a profile has besides its settings: how detections and objects are compared and ordered. */
export type Rules = {
  /** what the intersection with a crowd is divided by: the area of the detection, or that of the union as elsewhere */
  readonly crowdIou: 'DETECTION' | 'UNION'
  /** what the first detection of an image and category takes stays free for one more */
  readonly firstStaysFree: boolean
  /** IoU is rounded to float32 before it is compared with a threshold */
  readonly roundsIou: boolean
  /** in which order of their images detections of one score stand: by id, or as the file lists them */
  readonly imageOrder: 'ID' | 'FILE'
}

/**
 * Sources: cocoapi PythonAPI/pycocotools/cocoeval.py, evaluateImg; open_model_zoo tools/accuracy_checker,
 * metrics/coco_metrics.py, evaluate_image.
 */
const rules: Record<Profile, Rules> = {
  PYCOCOTOOLS: { crowdIou: 'DETECTION', firstStaysFree: false, roundsIou: false, imageOrder: 'ID' },
  OMZ_ACCURACY_CHECKER: { crowdIou: 'UNION', firstStaysFree: true, roundsIou: true, imageOrder: 'FILE' },
}

export const rulesOf = (profile: Profile): Rules => rules[profile]
