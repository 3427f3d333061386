import { randomInt } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createApi } from '../bench/api.ts'
import { deadline } from '../bench/deadline.ts'
import { parseNodeId, toNodeId } from '../src/graphql/nodeId.ts'
import { killPostgres } from '../test/cli/killPostgres.ts'
import { createDatabase } from './kills/createDatabase.ts'
import { type FoveaProcess, type Phase, phases, startFoveaProcess } from './kills/foveaProcess.ts'
import { makeData } from './kills/makeData.ts'

// node scripts/killEvaluations.ts [--kills 20] [--demo 3]
// A server and a worker share evaluations; kill -9 of one of them, or of Postgres, at random moments in every phase.
// Each evaluation has to end once, with the numbers and results.json of an undisturbed one. It is of DEIMv2 femto on
// COCO128 where they are at hand; otherwise, and with --demo, of the demo model on so many copies of its scenes.

const { values } = parseArgs({ options: { kills: { type: 'string', default: '20' }, demo: { type: 'string' } } })

type Victim = 'serve' | 'worker' | 'postgres' | 'whoever'
type Aim = { phase: Phase; victim: Victim }

/** Few take part in the last two phases: whoever does is killed then. */
const victims: Record<Phase, readonly Victim[]> = {
  DETECTING: ['worker', 'serve', 'postgres'],
  MATCHING: ['serve', 'postgres', 'worker'],
  ACCUMULATING: ['postgres', 'whoever'],
  COMMITTING: ['whoever', 'postgres'],
}

/** Milliseconds after its beginning, at most, when a kill is tried. */
const windows: Record<Phase, number> = { DETECTING: 800, MATCHING: 200, ACCUMULATING: 200, COMMITTING: 200 }

/** Seconds that an evaluation may take, kills included. */
const patience = 300

const aims = Array.from({ length: Number(values.kills) }, (_, index): Aim => {
  const phase = phases[index % phases.length]!
  const choice = victims[phase]
  return { phase, victim: choice[Math.floor(index / phases.length) % choice.length]! }
})

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  server.close()
  return String(typeof address === 'object' ? address?.port : address)
}

const folder = mkdtempSync(join(tmpdir(), 'fovea-kills-'))
chmodSync(folder, 0o755) // as root, Postgres runs as another user
const dataDir = join(folder, 'data')
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const data = makeData(folder, values.demo === undefined ? undefined : Number(values.demo))
const variables = { ...data.variables, FOVEA_DATA: dataDir, PORT: port }
const database = createDatabase(dataDir)
const began = performance.now()
const running = new Map<'serve' | 'worker', FoveaProcess>()
/** Nothing is started any more. */
let ending = false
const killed: { phase: Phase; victim: string }[] = []

const say = (text: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`)

async function start(command: 'serve' | 'worker'): Promise<void> {
  if (ending) throw new Error('a signal ends it')
  const started = startFoveaProcess(command, variables)
  running.set(command, started)
  for (const check = deadline(`fovea ${command}`, 60); !started.isReady(); check()) await sleep(20)
}

/** Waits until the aim's phase is there and, at some moment of it, kills; false when the evaluation ended before. */
async function hit({ phase, victim }: Aim, isOver: () => Promise<boolean>): Promise<boolean> {
  for (const check = deadline(`Nobody to kill while ${phase}, nor the end of the evaluation`, patience); ; check()) {
    const all = [...running.values()]
    const mine = all.filter(({ command }) => victim === 'postgres' || victim === 'whoever' || command === victim)
    const inPhase = () => mine.find(process => process.at().includes(phase))
    if (inPhase()) {
      await sleep(randomInt(windows[phase]))
      const target = inPhase()
      if (target) return kill(phase, victim === 'postgres' ? undefined : target)
    }
    await sleep(2)
    if ((mine.length === 0 || !inPhase()) && (await isOver())) return false
  }
}

/** What has not logged the end of the phase by then was in it. */
async function kill(phase: Phase, target: FoveaProcess | undefined): Promise<boolean> {
  if (!target) {
    killPostgres(database.directory)
    if (![...running.values()].some(process => process.at().includes(phase))) return false
    note(phase, 'postgres')
    return true
  }
  await target.kill()
  const wasInPhase = target.at().includes(phase)
  if (wasInPhase) note(phase, target.command)
  await start(target.command)
  return wasInPhase
}

function note(phase: Phase, victim: string): void {
  killed.push({ phase, victim })
  say(`kill ${killed.length}: ${victim} while ${phase}`)
}

async function evaluate(dataset: string) {
  const api = createApi(url)
  const id = await api.evaluate(dataset, { model: data.model })
  const key = parseNodeId(id)!.key
  let checked = 0
  let isOver = false

  async function state() {
    const found = await database.stateOf(key)
    if (found.status === 'FAILED' || found.status === 'CANCELLED') throw new Error(`${found.status}: ${found.error}`)
    return found
  }

  return {
    /** Asks the database only now and then. */
    async isOver(): Promise<boolean> {
      if (isOver || performance.now() - checked < 200) return isOver
      checked = performance.now()
      isOver = (await state()).status === 'COMPLETED'
      return isOver
    },

    /** The numbers and results.json, once they are there. */
    async outcome() {
      for (const check = deadline(`The end of evaluation ${key}`, patience); ; check()) {
        const { result } = await state()
        if (result !== null) {
          const address = `${url}/evaluations/${toNodeId('Evaluation', key)}/results.json`
          const response = await fetch(address, { signal: AbortSignal.timeout(60_000) })
          return { result, results: await response.text(), status: response.status }
        }
        await sleep(50)
      }
    },
  }
}

type Outcome = Awaited<ReturnType<Awaited<ReturnType<typeof evaluate>>['outcome']>>

function compare(outcome: Outcome, undisturbed: Outcome): string[] {
  return [
    ...(outcome.result === undisturbed.result ? [] : ['the numbers are others']),
    ...(outcome.results === undisturbed.results ? [] : ['results.json is another']),
    ...(outcome.status === 200 ? [] : [`results.json gives ${outcome.status}`]),
  ]
}

async function run(): Promise<void> {
  await start('serve')
  await start('worker')
  const api = createApi(url)
  const dataset = await api.createDataset(await api.upload(data.groundTruth))
  await api.addPhotos(dataset, await api.upload(data.photos))
  const undisturbed = await (await evaluate(dataset)).outcome()
  say(`undisturbed: ${data.images} images, ${data.model}`)
  await database.slowDown()

  const left = [...aims]
  let evaluations = 0
  while (left.length > 0) {
    await database.forget()
    const evaluation = await evaluate(dataset)
    evaluations++
    while (left[0]) {
      if (await hit(left[0], evaluation.isOver)) left.shift()
      else if (await evaluation.isOver()) break // otherwise the kill came too late for the phase
    }
    const outcome = await evaluation.outcome()
    const faults = [...compare(outcome, undisturbed), ...(await database.faults(data.images))]
    if (faults.length > 0) throw new Error(`evaluation ${evaluations}: ${faults.join('; ')}`)
    say(`evaluation ${evaluations}: the same numbers, the same results.json, nothing twice`)
  }
  console.log(`\n${killed.length} kills in ${evaluations} evaluations`)
  for (const phase of phases) {
    const those = killed.filter(each => each.phase === phase).map(({ victim }) => victim)
    console.log(`  ${phase.padEnd(12)} ${those.length}  ${those.join(' ')}`)
  }
}

function clean(): void {
  killPostgres(database.directory)
  data.remove()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, async () => {
    ending = true
    await Promise.all([...running.values()].map(process => process.kill()))
    clean()
    process.exit(code)
  })

try {
  await run()
} catch (error) {
  for (const { command, complaints } of running.values()) console.error(`${command}:\n${complaints.join('\n')}`)
  console.error(error)
  process.exitCode = 1
} finally {
  await Promise.all([...running.values()].map(process => process.stop()))
  clean()
}
