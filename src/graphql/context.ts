import type { Logger } from 'pino'
import type { createDetectImages } from '../runs/createDetectImages.ts'
import type { ServedModel } from '../runs/registerModels.ts'
import type { Store } from '../store/createStore.ts'
import type { Loaders } from './createLoaders.ts'
import type { Links } from './links.ts'

/** What every resolver of one process uses. */
export type Services = {
  store: Store
  detectImages: ReturnType<typeof createDetectImages>
  /** usable now, the default one first */
  models: readonly ServedModel[]
  links: Links
}

/** What the resolvers of one request use. */
export type Context = Services & {
  requestId: string
  log: Logger
  loaders: Loaders
  /** what addresses in answers begin with: FOVEA_PUBLIC_URL, or scheme and host that the client used */
  origin: string
  /** bytes of the request's body as its head announces them, 0 when it does not */
  bodyBytes: number
  /** how long an image may take from the arrival of its last byte, in milliseconds */
  patienceMs: number
}
