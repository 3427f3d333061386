import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

type Exports = Record<string, unknown> & { __wbindgen_start(): void }

/** Node has it; the types of Node leave it to those of browsers. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: Exports } }>
}

/**
 * SQL that turns a database with the tables of the Prisma schema `from` (undefined: an empty database) into one with
 * those of `to`; empty when they have the same tables. Prisma's own engine writes it, with no database and no network.
 */
export async function diffSchemas(from: string | undefined, to: string): Promise<string> {
  await loadEngine()
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', to]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(noDatabase()),
  )
  try {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const sql = stdout?.trim() ?? ''
    return sql === '-- This is an empty migration.' ? '' : sql
  } finally {
    engine.free()
  }
}

const datamodel = (content: string) => ({
  tag: 'schemaDatamodel' as const,
  files: [{ path: 'schema.prisma', content }],
})

async function loadEngine() {
  const script = fileURLToPath(import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const wasm = readFileSync(script.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** Answers the one question that the engine asks when it is made, whether the schema is there and of which version. */
function noDatabase(): SqlMigrationAwareDriverAdapterFactory {
  const refuse = async () => {
    throw new Error('Expected no query to the database while two schemas are compared')
  }
  const adapter = {
    provider: 'postgres' as const,
    adapterName: 'offline',
    executeScript: refuse,
    executeRaw: refuse,
    startTransaction: refuse,
    dispose: async () => {},
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [5, 7, 0] as (0 | 5 | 7)[],
      rows: [[true, 'PostgreSQL 18', 180_000]],
    }),
  }
  const connect = async () => adapter
  return { provider: 'postgres', adapterName: 'offline', connect, connectToShadowDb: connect }
}
