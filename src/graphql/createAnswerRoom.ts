import { AppError } from '../errors.ts'

export type AnswerRoom = ReturnType<typeof createAnswerRoom>

/** Objects in lists whose length is told by data alone, such as the annotations of images: of one answer. */
const most = 100_000

/**
 * Bounds what one answer holds in lists that take no `first`. How long they can be is not known before they are read,
 * so measureOperation takes them for short.
 */
export function createAnswerRoom() {
  let taken = 0
  return {
    /** @throws AppError BAD_USER_INPUT when the answer would hold more than it may */
    take(objects: number): void {
      taken += objects
      if (taken > most)
        throw new AppError(
          'BAD_USER_INPUT',
          `Expected an answer of at most ${most} annotations and categories but this one has more.`,
          { hint: 'Ask for fewer datasets, images or evaluations by `first`.' },
        )
    },
  }
}
