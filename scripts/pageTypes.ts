import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as documents from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { parse } from 'graphql'

const scalars = { ID: 'string', DateTime: 'string', Date: 'string', Upload: 'never' }

const banner = '// Made from schema.graphql and the .graphql files of web/src by `npm run generate`; edits are lost.\n'

/**
 * TypeScript for web/src/api/generated.ts: of each operation and fragment in the .graphql files below `folder` its document,
 * and the types of its variables and of what it answers.
 * @throws where an operation does not fit the schema in `schemaFile`; the message names its file
 */
export async function pageTypes(schemaFile: string, folder: string): Promise<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.graphql'))
    .sort()
  const text = await codegen({
    filename: 'generated.ts',
    schema: parse(readFileSync(schemaFile, 'utf8')),
    documents: files.map(file => ({
      location: join(folder, file),
      document: parse(readFileSync(join(folder, file), 'utf8')),
    })),
    config: {
      scalars,
      strictScalars: true,
      useTypeImports: true,
      immutableTypes: true,
      documentMode: 'graphQLTag',
      gqlImport: '@urql/core#gql',
    },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  })
  return banner + text
}
