/** Starts a detector, prints the ids of its processes, and lives until it is killed. */
import { startDetector } from './startDetector.ts'

const { pids } = await startDetector({ workers: 2 })
process.stdout.write(`${JSON.stringify(pids())}\n`)
