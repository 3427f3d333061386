import type { FieldNode, GraphQLResolveInfo } from 'graphql'
import { AppError } from '../errors.ts'
import { measureBelow } from './measureOperation.ts'

export type AnswerRoom = ReturnType<typeof createAnswerRoom>

/** Fields in lists whose length is told by data alone, such as the categories of datasets: of one answer. */
const most = 100_000

const hints = {
  categories: 'Ask for fewer fields of categories, or for fewer datasets or evaluations by `first`.',
  counts: 'Ask for `confusions` instead: all of a row by `actual`, of a column by `predicted`.',
  boxes: 'Ask for fewer fields of boxes, for fewer images by `first`, or for a higher minScore.',
}

/**
 * Bounds what one answer holds in lists that take no `first`. How long they can be is not known before they are read,
 * so measureOperation takes them for short.
 */
export function createAnswerRoom() {
  const measured = new WeakMap<readonly FieldNode[], number>()
  let taken = 0

  /** Once for all objects that one place of the operation asks for: they share the nodes. */
  function fieldsBelow(info: GraphQLResolveInfo): number {
    const fields = measured.get(info.fieldNodes) ?? Math.max(1, measureBelow(info))
    measured.set(info.fieldNodes, fields)
    return fields
  }

  return {
    /**
     * @param length of the list that the field gives
     * @throws AppError BAD_USER_INPUT when the answer would hold more than it may
     */
    take(length: number, info: GraphQLResolveInfo, what: keyof typeof hints = 'categories'): void {
      taken += length * fieldsBelow(info)
      if (taken > most)
        throw new AppError(
          'BAD_USER_INPUT',
          `Expected an answer of at most ${most} fields of ${what} but this one has more.`,
          { hint: hints[what] },
        )
    },
  }
}
