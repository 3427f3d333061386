import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../src/config.ts'

type Service = {
  image?: string
  build?: string
  command?: string | string[]
  environment: Record<string, string>
  volumes: string[]
  ports?: string[]
  depends_on?: Record<string, { condition: string }>
}

const compose: { services: Record<string, Service>; volumes: Record<string, unknown> } = parse(
  readFileSync('compose.yaml', 'utf8'),
)
const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined)
const dockerfile = readFileSync('Dockerfile', 'utf8').replaceAll('\\\n', '')
const instructions = dockerfile.split('\n').flatMap(line => {
  const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
  return name && rest ? [{ name, rest }] : []
})
const all = (name: string) => instructions.filter(each => each.name === name).map(({ rest }) => rest)
const lastOf = (name: string): string => all(name).at(-1)!

/** Variables that every container of the image has. */
const imageVariables = Object.fromEntries(
  lastOf('ENV')
    .split(/\s+/)
    .map(pair => pair.split('=') as [string, string]),
)

const secrets: Record<string, string> = {
  POSTGRES_PASSWORD: '5f1d'.repeat(16),
  FOVEA_API_KEYS: 'c0de'.repeat(16),
}
/** What compose puts in place of `${NAME:?message}`. */
const filledIn = (text: string) => text.replace(/\$\{(\w+):\?[^}]+\}/g, (_, name) => secrets[name]!)

const settings = readFileSync('src/config.ts', 'utf8')
  .match(/^ {2}(PORT|HOST|DATABASE_URL|FOVEA_\w+)(?=:)/gm)!
  .map(name => name.trim())

/** As it is in a container of a service. */
const variablesOf = ({ environment }: Service) => ({
  ...imageVariables,
  ...Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, filledIn(text)])),
})

test('every variable that the image and its services set is a setting', () => {
  expect(settings).toContain('FOVEA_WORKER')
  const known = [...settings, 'NODE_ENV']
  for (const [, service] of ours) expect(known).toEqual(expect.arrayContaining(Object.keys(variablesOf(service))))
})

test('the API starts with them and leaves evaluations to workers, which reach the same database', () => {
  const configs = Object.fromEntries(ours.map(([name, service]) => [name, readConfig(variablesOf(service))]))
  expect(configs.api).toMatchObject({
    host: '0.0.0.0',
    port: 4000,
    worker: false,
    dataDir: '/data',
    modelsDir: '/models',
  })
  expect(configs.api!.apiKeySums).toHaveLength(1)
  expect(configs.worker!.databaseUrl).toBe(configs.api!.databaseUrl)
  const { hostname, username, pathname } = new URL(configs.api!.databaseUrl!)
  const { POSTGRES_USER, POSTGRES_DB } = compose.services.postgres!.environment
  expect([hostname, username, pathname]).toEqual(['postgres', POSTGRES_USER, `/${POSTGRES_DB}`])
})

test('no password or key is written down, and none has a default', () => {
  const text = readFileSync('compose.yaml', 'utf8')
  expect(text.match(/\$\{[^}]+\}/g)!.every(each => each.includes(':?'))).toBe(true)
  for (const { environment } of Object.values(compose.services))
    for (const [name, value] of Object.entries(environment))
      if (/PASSWORD|KEYS/.test(name)) expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$/)
})

test('commands are subcommands, and volumes and services those that are there', () => {
  const subcommands = [...readFileSync('src/main.ts', 'utf8').matchAll(/\.command\('(\w+)/g)].map(([, name]) => name)
  const commands = [JSON.parse(lastOf('CMD')), ...ours.flatMap(([, { command }]) => (command ? [command] : []))]
  for (const [name] of commands) expect(subcommands).toContain(name)
  for (const { volumes, depends_on = {} } of Object.values(compose.services)) {
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
    for (const name of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(name)
  }
})

test('the image copies what there is, runs as a user without rights and looks at /readyz', () => {
  const copied = all('COPY').flatMap(rest =>
    rest
      .split(/\s+/)
      .filter(word => !word.startsWith('--'))
      .slice(0, -1),
  )
  const missing = copied.filter(path => !existsSync(path.replace(/^\/app\//, '')))
  expect(missing).toEqual([])
  expect(lastOf('USER')).toBe('node')
  expect(lastOf('HEALTHCHECK')).toContain('/readyz')
  expect(existsSync(JSON.parse(lastOf('ENTRYPOINT'))[1])).toBe(true)
})

test('the page is built while there is something to build it with, from files that are there, and comes as what was built', () => {
  const steps = all('RUN')
    .find(rest => rest.includes('npm prune'))!
    .split(' && ')
  const at = (step: string) => steps.findIndex(each => each.startsWith(step))
  expect(at('npm run generate')).toBeGreaterThanOrEqual(0)
  expect(at('npm run build')).toBeGreaterThan(at('npm run generate'))
  expect(at('npm prune')).toBeGreaterThan(at('npm run build'))
  expect(all('COPY').filter(rest => rest.includes('web'))).toEqual(['--from=build /app/web/dist web/dist'])
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  for (const path of ['web', 'demo', 'schema.graphql', 'scripts']) expect(ignored).not.toContain(path)
  expect(ignored).toContain('web/dist')
})
