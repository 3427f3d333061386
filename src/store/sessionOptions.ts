/**
 * What a connection string and the options of its sessions have to be, so that every session's time zone is UTC
 * whatever the database, the role or `options` of the URL say: Prisma's driver sends and reads moments without one.
 */
export function sessionOptions(databaseUrl: string): { connectionString: string; options: string } {
  const url = new URL(databaseUrl)
  const given = url.searchParams.get('options')
  const utc = '-c timezone=UTC'
  if (given === null) return { connectionString: databaseUrl, options: utc }
  // Those of the URL would take the place of these; of two settings of one name the last one holds.
  url.searchParams.delete('options')
  return { connectionString: url.href, options: `${given} ${utc}` }
}
