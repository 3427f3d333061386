import type { Page } from '../store/page.ts'

/** Resolvers of a Relay connection over a page of rows. */
export const connectionOf = <Row>() => ({
  edges: ({ rows }: Page<Row>) => rows.map(node => ({ cursor: node.cursor, node })),
  nodes: ({ rows }: Page<Row>) => rows,
  pageInfo: ({ hasNextPage, endCursor }: Page<Row>) => ({ hasNextPage, endCursor }),
  totalCount: ({ count }: { count(): Promise<number> }) => count(),
})
