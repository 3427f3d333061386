import { table } from '../src/cli/table.ts'
import { dataFolder, startServerProcess } from './serverProcess.ts'

/** From `fovea serve` to a ready server: on an empty folder, and on one that has its database. */
export async function startup(): Promise<void> {
  const first: number[] = []
  const second: number[] = []
  for (let round = 0; round < 3; round++) {
    const { folder, remove } = dataFolder()
    for (const times of [first, second]) {
      const server = await startServerProcess({ FOVEA_DATA: folder })
      times.push(server.startMs)
      await server.stop()
    }
    remove()
  }
  const row = (name: string, times: number[]) => [name, ...times.map(ms => (ms / 1000).toFixed(2))]
  console.log('\nSeconds to ready, three times, demo model')
  console.log(table([row('first start', first), row('second start', second)]))
}
