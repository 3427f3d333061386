import { PrismaPg } from '@prisma/adapter-pg'
import { Client } from 'pg'
import { PrismaClient } from '../src/store/prisma/client.ts'

export type Plan = { 'Execution Time': number; 'Planning Time': number; Plan: PlanNode }
type PlanNode = { 'Node Type': string; 'Index Name'?: string; 'Relation Name'?: string; Plans?: PlanNode[] }

/** `Limit < Index Scan (detection_run_created_at_id_idx)`: the nodes of a plan, outermost first. */
export const outline = ({
  'Node Type': type,
  'Index Name': index,
  'Relation Name': relation,
  Plans = [],
}: PlanNode): string[] => [(index ?? relation) ? `${type} (${index ?? relation})` : type, ...Plans.flatMap(outline)]

/** A client of the store's whose last query can be explained. */
export async function explainQueries(url: string) {
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url }),
    log: [{ emit: 'event', level: 'query' }],
  })
  let asked: { query: string; params: string } | undefined
  prisma.$on('query', event => {
    asked = event
  })
  const client = new Client(url)
  await client.connect()
  return {
    prisma,
    client,
    /** The plan of the query that was asked last; `options` such as `ANALYZE`. */
    async explain(options: string): Promise<Plan> {
      if (!asked) throw new Error('nothing was asked')
      const { rows } = await client.query(`EXPLAIN (${options}, FORMAT JSON) ${asked.query}`, JSON.parse(asked.params))
      return rows[0]['QUERY PLAN'][0]
    },
    async close(): Promise<void> {
      await client.end()
      await prisma.$disconnect()
    },
  }
}
