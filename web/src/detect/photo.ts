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
  | { readonly kind: 'done' }
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
  /** what was found last; it stays while the photo is looked at again, and where that fails */
  readonly run: Run | null
}

/** The runs of those photos that have one, in their order. */
export const runsOf = (photos: readonly Photo[]): Run[] => photos.flatMap(({ run }) => run ?? [])

/** Whether a photo can be detected again by a model: nothing is under way, and what it has is of another one. */
export const isOfAnother = ({ state, run }: Photo, model: string): boolean =>
  run !== null && run.model.name !== model && (state.kind === 'done' || state.kind === 'failed')
