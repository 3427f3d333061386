import type { CocoSummary, Reasons } from '../../eval/result.ts'
import type { DatasetRow } from '../store/datasets.ts'
import type { CountKey, DetectionCount } from '../store/detections.ts'
import type { EvaluationRow, FailedImage } from '../store/evaluations.ts'
import type { Page } from '../store/page.ts'
import type { Annotation, DatasetImage, Detection, DetectionRun, Image } from '../store/prisma/client.ts'
import type { BoxFormat } from './generated.ts'

/** A run of `detect` brings its detections along; one that was read does not. */
export type RunParent = DetectionRun & { detections?: Detection[] }

export type BoxParent = { detection: Detection; format: BoxFormat }

/** With the dataset that lists it, which knows the categories of what is on it. */
export type DatasetImageParent = DatasetImage & { dataset: DatasetRow }

export type AnnotationParent = { annotation: Annotation; dataset: DatasetRow }

export type SummaryParent = CocoSummary & { readonly reasons: Reasons }

/** A page, and how to count all of what it is a page of. */
export type Listing<Row> = Page<Row> & { count(): Promise<number> }
export type ImageListing = Listing<Image>
export type RunListing = Listing<RunParent>
export type DetectionListing = Listing<Detection>
export type DatasetListing = Listing<DatasetRow>
export type DatasetImageListing = Listing<DatasetImageParent>
export type AnnotationListing = Listing<AnnotationParent>
export type FailedImageListing = Listing<FailedImage>
export type EvaluationListing = Listing<EvaluationRow>

export type CountParent = DetectionCount & { by: CountKey }
