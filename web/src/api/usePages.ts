import { useEffect, useState, useSyncExternalStore } from 'react'
import { type AnyVariables, createRequest, type TypedDocumentNode } from 'urql'
import { askForFewer } from './askForFewer.ts'
import { client } from './client.ts'
import { createPages, type PageOf, type Pages } from './createPages.ts'
import { type Problem, ProblemError, problemOf } from './problem.ts'
import { wentBack } from './wentBack.ts'

/** Lists that are kept, so that going back finds them as they were. */
const keptMost = 12
const keptMs = 300_000

type Kept = { pages: unknown; since: number }
const kept = new Map<number, Kept>()

/** To be called after a write: lists are asked for anew where they are shown next, even by going back. */
export const forgetPages = (): void => kept.clear()

/** To be called after an object was deleted: it goes from the lists that are kept, and they stay where they are. */
export function removeFromPages(id: string): void {
  for (const { pages } of kept.values()) (pages as Pages<{ id?: string }>).remove(node => node.id === id)
}

/** @param key stands for the query and its variables, and so for the type of the list */
function pagesOf<Node>(key: number, load: (after: string | null) => Promise<PageOf<Node>>): Pages<Node> {
  const found = kept.get(key)
  // By a link one comes to see what is there now.
  if (found && wentBack() && Date.now() - found.since < keptMs) return found.pages as Pages<Node>
  const pages = createPages(load)
  kept.delete(key)
  kept.set(key, { pages, since: Date.now() })
  for (const oldest of [...kept.keys()].slice(0, -keptMost)) kept.delete(oldest)
  return pages
}

type Options = {
  /** what is told where there is neither a connection nor an error; without it the list is empty then */
  gone?: Problem
  /** tells a page that is refused as too large: fewer are asked for then, where the variables have `first` */
  isTooMuch?: (problem: Problem) => boolean
}

/**
 * A connection, page by page: the first one at once, the next ones by `more()`.
 * @param query has the variable `$after`
 * @param pick finds the connection in an answer; null where what it belongs to is gone
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  query: TypedDocumentNode<Data, Variables & { after?: string | null }>,
  variables: Variables,
  pick: (data: Data) => PageOf<Node> | null | undefined,
  { gone, isTooMuch }: Options = {},
) {
  const ask = (change: { after: string | null; first?: number }) =>
    client.query(query, { ...variables, ...change }, { requestPolicy: 'network-only' }).toPromise()

  async function load(after: string | null): Promise<PageOf<Node>> {
    const { first } = variables as { first?: unknown }
    const answer =
      isTooMuch && typeof first === 'number'
        ? await askForFewer(
            first,
            first => ask({ after, first }),
            ({ error }) => error !== undefined && isTooMuch(problemOf(error)),
          )
        : await ask({ after })
    const page = answer.data == null ? undefined : pick(answer.data)
    if (answer.error && !page) throw answer.error
    if (gone && !page) throw new ProblemError(gone)
    return page ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
  }

  const { key } = createRequest(query, { ...variables, after: null })
  const [shown, show] = useState(() => ({ key, pages: pagesOf(key, load) }))
  const { pages } = shown.key === key ? shown : { pages: pagesOf(key, load) }
  if (shown.key !== key) show({ key, pages })

  const state = useSyncExternalStore(pages.listen, pages.read)
  useEffect(() => {
    if (pages.read().nodes.length === 0) void pages.more()
  }, [pages])
  return { ...state, more: pages.more, reload: pages.reload, remove: pages.remove }
}
