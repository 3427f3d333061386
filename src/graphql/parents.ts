import type { CountKey, DetectionCount } from '../store/detections.ts'
import type { Page } from '../store/page.ts'
import type { Detection, DetectionRun, Image } from '../store/prisma/client.ts'
import type { BoxFormat } from './generated.ts'

/** A run of `detect` brings its detections along; one that was read does not. */
export type RunParent = DetectionRun & { detections?: Detection[] }

export type BoxParent = { detection: Detection; format: BoxFormat }

/** A page, and how to count all of what it is a page of. */
type Listing<Row> = Page<Row> & { count(): Promise<number> }
export type ImageListing = Listing<Image>
export type RunListing = Listing<RunParent>
export type DetectionListing = Listing<Detection>

export type CountParent = DetectionCount & { by: CountKey }
