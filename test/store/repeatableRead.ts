/** URL of a database of which this client's transactions are REPEATABLE READ where they do not say what they are. */
export function repeatableRead(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', '-c default_transaction_isolation=repeatable\\ read')
  return url.href
}
