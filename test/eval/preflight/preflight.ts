import type { CocoDetection } from '../../../eval/detections.ts'
import type { Finding, FindingCode } from '../../../eval/finding.ts'
import type { CocoGroundTruth } from '../../../eval/groundTruth.ts'
import { packDetections } from '../../../eval/pack/packDetections.ts'
import { packGroundTruth } from '../../../eval/pack/packGroundTruth.ts'
import { type ValidationOptions, validateDetections } from '../../../eval/validateDetections.ts'

type Box = readonly [number, number, number, number]

export type Input = {
  images?: CocoGroundTruth['images']
  categories?: CocoGroundTruth['categories']
  annotations?: readonly Partial<CocoGroundTruth['annotations'][number]>[]
  /** as results files have them, also with `file_name` and `category_name` in place of ids */
  detections?: readonly { [field: string]: unknown }[]
}

/** An image 1 of 1000 × 1000 pixels and a category 1 'person', on it one object that one detection finds, unless told. */
export function packInput({
  images = [{ id: 1, file_name: '1.jpg', width: 1000, height: 1000 }],
  categories = [{ id: 1, name: 'person' }],
  annotations = [{}],
  detections = [{}],
}: Input) {
  const box: Box = [100, 100, 50, 50]
  return {
    groundTruth: packGroundTruth({
      images,
      categories,
      annotations: annotations.map((annotation, index) => ({
        id: index + 1,
        image_id: 1,
        category_id: 1,
        bbox: box,
        area: 2500,
        iscrowd: 0,
        ...annotation,
      })),
    }),
    detections: packDetections(
      detections.map(detection => ({
        ...(!('file_name' in detection) && { image_id: 1 }),
        ...(!('category_name' in detection) && { category_id: 1 }),
        bbox: box,
        score: 0.01,
        ...detection,
      })) as unknown as CocoDetection[],
    ),
  }
}

/** What pre-flight finds in the input. */
export function findingsOf(input: Input, options: ValidationOptions = {}): Finding[] {
  const { groundTruth, detections } = packInput(input)
  return validateDetections(groundTruth, detections, options)
}

/** The only finding of that code. */
export function findingOf(code: FindingCode, input: Input, options: ValidationOptions = {}): Finding | undefined {
  const [finding, another] = findingsOf(input, options).filter(finding => finding.code === code)
  if (another) throw new Error(`Expected one ${code} but received two`)
  return finding
}

/** Boxes in two rows, none upon another, none where its numbers mean the same in another format. */
export function boxesInRows(count: number): Box[] {
  return Array.from({ length: count }, (_, i) => [40 + 70 * (i >> 1), 300 + 200 * (i % 2), 40 + i, 90])
}
