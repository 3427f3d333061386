import type { DetectedRunFragment } from '../api/generated.ts'
import type { Problem } from '../api/problem.ts'

/** What a detector found in one photo. */
export type Run = DetectedRunFragment

/** How far one photo is. */
export type PhotoState =
  /** @param isBusy the server had no room for it and is asked again in a while */
  | { readonly kind: 'waiting'; readonly isBusy?: boolean }
  /** @param sent share of the file, 0 to 1 */
  | { readonly kind: 'uploading'; readonly sent: number }
  | { readonly kind: 'detecting' }
  | { readonly kind: 'done'; readonly run: Run }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** One photo of the page's list. */
export type Photo = {
  readonly id: string
  /** as the reader's folder has it */
  readonly name: string
  readonly file: Blob
  /** name of the model that it is for; null for the default one */
  readonly model: string | null
  readonly state: PhotoState
}

/** The runs of those photos that are done, in their order. */
export const runsOf = (photos: readonly Photo[]): Run[] =>
  photos.flatMap(({ state }) => (state.kind === 'done' ? [state.run] : []))
