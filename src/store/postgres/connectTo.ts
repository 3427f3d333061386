import pg from 'pg'
import { AppError } from '../../errors.ts'
import { reasonOf, withoutSecrets } from './reasonOf.ts'

/**
 * A connection of its own, for work before any pool is there.
 * @throws AppError CONFIG_INVALID for a URL that cannot be used, STORAGE_UNAVAILABLE when nobody answers
 */
export async function connectTo(databaseUrl: string, applicationName: string): Promise<pg.Client> {
  const client = openClient(databaseUrl, applicationName)
  client.on('error', () => {}) // a connection lost between two queries: the next query says so
  try {
    await client.connect()
  } catch (cause) {
    throw new AppError(
      'STORAGE_UNAVAILABLE',
      `Expected Postgres at ${withoutSecrets(databaseUrl)}: ${reasonOf(cause)}`,
      {
        hint: 'Start it, or correct DATABASE_URL.',
        cause,
      },
    )
  }
  return client
}

/** The driver reads the files that the URL names, such as certificates, at once. */
function openClient(databaseUrl: string, applicationName: string): pg.Client {
  try {
    return new pg.Client({ connectionString: databaseUrl, application_name: applicationName })
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `Expected to use DATABASE_URL (${withoutSecrets(databaseUrl)}): ${reasonOf(cause)}`,
      { hint: 'Percent-encode # / ? @ and % in its user and password, and check the files that it names.', cause },
    )
  }
}
