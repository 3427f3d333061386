import type { Config } from '../config.ts'
import { createLog } from '../createLog.ts'
import { pageState } from '../server/pageState.ts'
import { startFovea } from '../startFovea.ts'
import { pageText } from './pageText.ts'
import { stopOnSignal } from './stopOnSignal.ts'

/** `fovea serve`: the API until a signal ends it, also one that comes while it still starts. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel)
  const starting = startFovea({ config, log, exclusive: true })
  const asked = stopOnSignal(async () => (await starting).stop())
  const { url, database, detector } = await starting
  if (asked.aborted) return

  const { manifest } = detector.model
  const access = config.apiKeySums.length === 0 ? ['no API key is set: whoever reaches this address can use it'] : []
  const lines = [
    'fovea is ready',
    `  page        ${pageText(`${url}/`, pageState())}`,
    `  query page  ${url}/graphql`,
    `  API         ${url}/graphql (POST), files by PUT ${url}/uploads`,
    `  database    ${database}`,
    `  model       ${manifest.name}: ${manifest.description}`,
    ...access.map(text => `  access      ${text}`),
  ]
  console.log(lines.join('\n')) // at once, so that whoever waits for it has all of it
}
