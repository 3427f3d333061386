import { type Problem, problemOf } from './problem.ts'

/** One page of a connection. */
export type PageOf<Node> = {
  readonly nodes: readonly Node[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** What has come of a list so far. */
export type PagesState<Node> = {
  readonly nodes: readonly Node[]
  readonly hasMore: boolean
  readonly loading: boolean
  readonly problem: Problem | null
}

export type Pages<Node> = ReturnType<typeof createPages<Node>>

/**
 * A list that comes page by page, kept while one looks elsewhere.
 * @param load asks for the page after a cursor, null for the first
 */
export function createPages<Node>(load: (after: string | null) => Promise<PageOf<Node>>) {
  const listeners = new Set<() => void>()
  const start: PagesState<Node> = { nodes: [], hasMore: true, loading: false, problem: null }
  let state = start
  let cursor: string | null = null
  let generation = 0

  function set(change: Partial<PagesState<Node>>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  async function more(): Promise<void> {
    if (state.loading || !state.hasMore) return
    const asked = generation
    set({ loading: true, problem: null })
    try {
      const { nodes, pageInfo } = await load(cursor)
      if (asked !== generation) return
      cursor = pageInfo.endCursor
      set({ nodes: [...state.nodes, ...nodes], hasMore: pageInfo.hasNextPage, loading: false })
    } catch (error) {
      if (asked === generation) set({ loading: false, problem: problemOf(error as Error) })
    }
  }

  return {
    read: () => state,
    listen(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** The next page; nothing where one is on its way or none is left. After a problem, the same page again. */
    more,
    /** From the first page on. */
    reload(): Promise<void> {
      generation += 1
      cursor = null
      state = start
      return more()
    },
    /** Takes out what was deleted. */
    remove: (isGone: (node: Node) => boolean) => set({ nodes: state.nodes.filter(node => !isGone(node)) }),
  }
}
