import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.ts'

const whole = (from: number, to: number) =>
  z.string().transform((text, context) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= from && value <= to) return value
    context.addIssue({ code: 'custom', message: `expected an integer from ${from} to ${to} but received "${text}"` })
    return z.NEVER
  })

const list = z.string().transform(text =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== ''),
)

const origin = z.string().refine(text => text === '*' || (URL.canParse(text) && new URL(text).origin === text), {
  error: issue => `expected origins such as https://app.example.com but received "${issue.input}"`,
})

const address = z.string().refine(text => URL.canParse(text) && new URL(text).origin === text, {
  error: issue => `expected an address such as https://fovea.example.com but received "${issue.input}"`,
})

const isPostgres = /^postgres(ql)?:\/\//

/**
 * Whether the driver reads in it what was meant. A #, / or ? that a password holds as it is ends the host too early,
 * which leaves an @ behind it.
 */
function isDatabaseUrl(text: string): boolean {
  if (!isPostgres.test(text)) return true
  if (!URL.canParse(text)) return false
  const { username, password, hostname, pathname, search, hash } = new URL(text)
  if (hash !== '' || `${pathname}${search}`.includes('@')) return false
  try {
    for (const part of [username, password, hostname, pathname]) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

const level = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
  error: issue => `expected trace, debug, info, warn, error, fatal or silent but received "${issue.input}"`,
})

const flag = z.enum(['0', '1'], { error: issue => `expected 0 or 1 but received "${issue.input}"` })

const environment = z.object({
  PORT: whole(0, 65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(isPostgres, { error: 'expected a URL that begins with postgres:// or postgresql://' })
    // What came is not repeated: it may hold a password.
    .refine(isDatabaseUrl, {
      error:
        'expected postgres://user:password@host:5432/database but received what is no such URL; percent-encode # / ? @ and % in the user and the password (# is %23, / is %2F), and name a host',
    })
    .optional(),
  FOVEA_DATA: z
    .string()
    .default('.fovea')
    .transform(path => resolve(path)),
  FOVEA_MODELS: z
    .string()
    .default(resolve(import.meta.dirname, '../models'))
    .transform(path => resolve(path)),
  FOVEA_MODEL: z.string().default('demo'),
  FOVEA_WORKERS: whole(1, 256).optional(),
  FOVEA_WORKER: flag.default('1'),
  FOVEA_API_KEYS: list.default([]),
  FOVEA_API_KEYS_FILE: z.string().optional(),
  FOVEA_CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  FOVEA_PUBLIC_URL: address.optional(),
  FOVEA_INTROSPECTION: flag.optional(),
  FOVEA_LOG_LEVEL: level.default('info'),
  FOVEA_MAX_IMAGE_MB: whole(1, 100).default(20),
  FOVEA_QUEUE_IMAGES: whole(1, 100_000).default(256),
  FOVEA_QUEUE_MB: whole(1, 100_000).default(256),
  FOVEA_DEADLINE_MS: whole(1, 600_000).default(30_000),
  FOVEA_MAX_UPLOAD_MB: whole(1, 1_000_000).default(1024),
  FOVEA_UPLOADS_MB: whole(1, 1_000_000).default(4096),
})

type Environment = z.output<typeof environment>

/** The settings of one process, read once. Sizes are in bytes, times in milliseconds. */
export type Config = Readonly<{
  port: number
  host: string
  /** undefined: the embedded Postgres in `dataDir` */
  databaseUrl: string | undefined
  dataDir: string
  modelsDir: string
  model: string
  /** detector processes */
  workers: number
  /** whether the server works on evaluations too */
  worker: boolean
  /** threads of each detector process: workers × threads is the number of cores, or less where it does not divide */
  threads: number
  /** lower-case hexadecimal SHA-256 sums of the API keys; none: no key is asked for */
  apiKeySums: readonly string[]
  corsOrigins: readonly string[]
  /** what addresses in answers begin with; undefined: the host that the client used */
  publicUrl: string | undefined
  introspection: boolean
  logLevel: Environment['FOVEA_LOG_LEVEL']
  maxImageBytes: number
  queueImages: number
  queueBytes: number
  deadlineMs: number
  /** one upload */
  maxUploadBytes: number
  /** all uploads that wait to be used */
  maxUploadsBytes: number
}>

const MB = 1024 * 1024
/** Processes of one thread give the most images a second; each holds the model, so there are not more by default. */
const mostWorkers = 8

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** One SHA-256 sum a line; what follows the sum (a name, a date) and lines that begin with # are comments. */
function readKeySums(path: string, problems: string[]): string[] {
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    problems.push(`FOVEA_API_KEYS_FILE: cannot read ${path} (${error instanceof Error ? error.message : error})`)
  }
  const lines = text.split('\n').map(line => line.trim())
  return lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return []
    const sum = line.split(/\s+/)[0] ?? ''
    if (/^[0-9a-f]{64}$/i.test(sum)) return [sum.toLowerCase()]
    problems.push(`FOVEA_API_KEYS_FILE: line ${index + 1} of ${path} does not begin with a SHA-256 sum`)
    return []
  })
}

const noKey = (variable: string) => `${variable}: it is set but holds no key; unset it to ask for none`

/**
 * Reads the settings of one process.
 * @throws AppError CONFIG_INVALID that names every bad variable, one a line
 */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map(issue => `${String(issue.path[0])}: ${issue.message}`)
  if (!parsed.success) throw invalid(problems)

  const env = parsed.data
  const short = env.FOVEA_API_KEYS.filter(key => key.length < 16)
  if (short.length > 0)
    problems.push('FOVEA_API_KEYS: expected keys of at least 16 characters, such as `openssl rand -hex 32` prints')
  if (given.FOVEA_API_KEYS !== undefined && env.FOVEA_API_KEYS.length === 0) problems.push(noKey('FOVEA_API_KEYS'))
  const filed = env.FOVEA_API_KEYS_FILE ? readKeySums(resolve(env.FOVEA_API_KEYS_FILE), problems) : []
  if (env.FOVEA_API_KEYS_FILE && filed.length === 0 && problems.length === 0)
    problems.push(noKey('FOVEA_API_KEYS_FILE'))
  const sums = [...env.FOVEA_API_KEYS.map(sha256), ...filed]
  const local = isLoopback(env.HOST)
  if (!local && sums.length === 0 && problems.length === 0)
    problems.push(
      `HOST: ${env.HOST} can be reached from other machines and no API key is set; set FOVEA_API_KEYS or FOVEA_API_KEYS_FILE, or HOST=127.0.0.1`,
    )
  if (problems.length > 0) throw invalid(problems)

  const cores = availableParallelism()
  const workers = env.FOVEA_WORKERS ?? Math.floor(cores / Math.ceil(cores / mostWorkers))
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.FOVEA_DATA,
    modelsDir: env.FOVEA_MODELS,
    model: env.FOVEA_MODEL,
    workers,
    worker: env.FOVEA_WORKER === '1',
    threads: Math.max(1, Math.floor(cores / workers)),
    apiKeySums: Object.freeze(sums),
    corsOrigins: Object.freeze(env.FOVEA_CORS_ORIGINS),
    publicUrl: env.FOVEA_PUBLIC_URL,
    introspection: env.FOVEA_INTROSPECTION ? env.FOVEA_INTROSPECTION === '1' : local,
    logLevel: env.FOVEA_LOG_LEVEL,
    maxImageBytes: env.FOVEA_MAX_IMAGE_MB * MB,
    queueImages: env.FOVEA_QUEUE_IMAGES,
    queueBytes: env.FOVEA_QUEUE_MB * MB,
    deadlineMs: env.FOVEA_DEADLINE_MS,
    maxUploadBytes: env.FOVEA_MAX_UPLOAD_MB * MB,
    maxUploadsBytes: env.FOVEA_UPLOADS_MB * MB,
  })
}

const invalid = (problems: string[]) => new AppError('CONFIG_INVALID', problems.join('\n'))
