/** What pre-flight can find, and readers and the evaluator can refuse. */
export type FindingCode =
  | 'DATASET_INVALID'
  | 'DETECTIONS_INVALID'
  | 'OPTIONS_INVALID'
  | 'DUPLICATE_ID'
  | 'IMAGE_NOT_IN_GROUND_TRUTH'
  | 'IMAGE_SIZE_MISMATCH'
  | 'CATEGORY_SPACE_MISMATCH'
  | 'SCORE_FLOOR_TOO_HIGH'
  | 'BOX_FORMAT_SUSPECT'
  | 'CATEGORY_UNKNOWN'
  | 'IMAGES_NOT_EVALUATED'
  | 'IMAGES_FAILED'
  | 'PHOTOS_MISSING'
  | 'RUNS_MISSING'
  | 'NO_DETECTIONS'
  | 'NO_OBJECTS'
  | 'DEFAULTED_FIELDS'
  | 'ANNOTATIONS_LEFT_OUT'
  | 'ANNOTATION_ID_ZERO'
  | 'BOXES_WITHOUT_AREA'
  | 'DUPLICATE_DETECTIONS'

/**
 * Something to know before a number is believed.
 *
 * ERROR: unreadable or contradictory, there is no number. SUSPICION: most likely a mistake, but a number can be had:
 * a warning to `evaluateCoco`, an error to the API unless it is overridden by name. WARNING: worth knowing.
 */
export type Finding = {
  readonly code: FindingCode
  readonly severity: 'ERROR' | 'SUSPICION' | 'WARNING'
  /** what was found and how often, with the first examples */
  readonly message: string
  /** what to do about it */
  readonly hint?: string
  /** how many images, annotations or detections it is about */
  readonly count: number
}
