import { addressNumber } from './useAddress.ts'

/** From which score up detections count, and from which IoU up they lie on an object. */
export type Thresholds = { minScore: number; iou: number }

/** What the server takes as an IoU of matrix and images. */
export const iouRange: [number, number] = [0.1, 0.95]

/** The thresholds of matrix and images that an address has: 0.5 both where it has none. */
export const thresholdsOf = (parameters: URLSearchParams): Thresholds => ({
  minScore: addressNumber(parameters, 'minScore', [0, 1], 0.5),
  iou: addressNumber(parameters, 'iou', iouRange, 0.5),
})
