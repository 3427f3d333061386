import { openPostgres } from '../../../src/store/postgres/openPostgres.ts'

// A process that has a Postgres open: node holdPostgres.ts FOLDER SHARED [ADDRESS]
// Prints one line of JSON when it has it, { error } when it cannot, and { log } for what it reports; leaves it when
// its input ends. Like a server, it does not die of Ctrl-C.

process.on('SIGINT', () => {})

const [folder, shared, address] = process.argv.slice(2) as [string, string, string | undefined]
const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
const report = (message: string) => print({ log: message })

try {
  const postgres = await openPostgres(folder, { info: report, warn: report, error: report }, { shared })
  try {
    if (address) await postgres.claimServer(address)
    print({ opened: postgres })
    for await (const _ of process.stdin);
  } finally {
    await postgres.stop()
  }
} catch (error) {
  print({ error: { ...(error as Error), message: String(error) } })
}
