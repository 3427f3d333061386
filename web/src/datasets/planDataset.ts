import type { DroppedFile } from '../parts/droppedFiles.ts'
import { isListOfResults } from './isListOfResults.ts'
import { planUpload, type UploadPlan } from './planUpload.ts'

/** What dropped files can be as a dataset, and which of them are detections: these are no ground truth. */
export type DatasetPlan = UploadPlan & { readonly results: readonly DroppedFile[] }

/** As planUpload, with a look into files of JSON. */
export async function planDataset(files: readonly DroppedFile[]): Promise<DatasetPlan> {
  const plan = planUpload(files)
  const isResults = await Promise.all(
    plan.choices.map(({ format, groundTruth: [first] }) =>
      format === 'COCO' ? isListOfResults(first!.file, first!.path) : false,
    ),
  )
  return {
    ...plan,
    choices: plan.choices.filter((_, index) => !isResults[index]),
    results: plan.choices.flatMap(({ groundTruth }, index) => (isResults[index] ? groundTruth : [])),
  }
}
