/** Where the embedded Postgres reports; a pino logger is one. */
export type Log = Record<'info' | 'warn' | 'error', (message: string) => void>
