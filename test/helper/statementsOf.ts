import pg from 'pg'
import { expect, vi } from 'vitest'
import type { TestServer } from './startServer.ts'

/** How many statements the server sent to Postgres for one query, in which `$first` is replaced. */
export async function statementsOf(server: TestServer, query: string, first: number): Promise<number> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  const answer = await server.graphql(query.replaceAll('$first', String(first)))
  const { length } = spy.mock.calls
  spy.mockRestore()
  expect(answer.errors).toEqual([])
  return length
}
