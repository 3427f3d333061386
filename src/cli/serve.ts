import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { startFovea } from '../startFovea.ts'

const deadlineMs = 20_000
/** Ctrl-C under npm arrives twice, from the terminal and from npm: what follows so soon is the same wish. */
const sameWishMs = 1000

/** `fovea serve`: the API until a signal ends it. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  const fovea = await startFovea({ config, log, exclusive: true })
  const { manifest } = fovea.detector.model

  console.log(`fovea is ready
  query page  ${fovea.url}/graphql
  API         ${fovea.url}/graphql (POST), files by PUT ${fovea.url}/uploads
  database    ${fovea.database}
  model       ${manifest.name}: ${manifest.description}`)
  if (config.apiKeySums.length === 0)
    console.log('  access      no API key is set: whoever reaches this address can use it')

  let asked = 0
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked > 0 && performance.now() - asked < sameWishMs) return
    if (asked > 0) process.exit(130)
    asked = performance.now()
    console.log(`${signal}: finishing the requests in work (again to end at once)`)
    setTimeout(() => process.exit(1), deadlineMs).unref()
    fovea.stop().then(() => console.log('stopped'))
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
}
