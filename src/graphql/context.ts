import type { Logger } from 'pino'
import type { createDetectImages } from '../runs/createDetectImages.ts'
import type { EvaluationFeed } from '../runs/createEvaluationFeed.ts'
import type { ServedModel } from '../runs/registerModels.ts'
import type { Store } from '../store/createStore.ts'
import type { UploadLimits } from '../store/uploads.ts'
import type { Tasks } from '../tasks/tasks.ts'
import type { Admitted } from './admitSubscriptions.ts'
import type { AnswerRoom } from './createAnswerRoom.ts'
import type { Comparisons } from './createComparisons.ts'
import type { Loaders } from './createLoaders.ts'
import type { FindProtocolEffects } from './createProtocolEffects.ts'
import type { Asked, Questions } from './createQuestions.ts'
import type { Links } from './links.ts'

/** What every resolver of one process uses. */
export type Services = {
  store: Store
  detectImages: ReturnType<typeof createDetectImages>
  /** heavy work, in processes of its own */
  tasks: {
    run<Name extends keyof Tasks>(name: Name, args: Parameters<Tasks[Name]>[0]): ReturnType<Tasks[Name]>
  }
  comparisons: Comparisons
  findProtocolEffects: FindProtocolEffects
  /** what is inside evaluations, in a process of its own that keeps them open */
  insights: Asked
  /** usable now, the default one first */
  models: readonly ServedModel[]
  links: Links
  /** how evaluations go on */
  feed: EvaluationFeed
}

/** What the resolvers of one request use. */
export type Context = Services & {
  requestId: string
  log: Logger
  loaders: Loaders
  insights: Questions
  /** for lists that take no `first` */
  room: AnswerRoom
  /** what addresses in answers begin with: FOVEA_PUBLIC_URL, or scheme and host that the client used */
  origin: string
  /** bytes of the request's body as its head announces them, 0 when it does not */
  bodyBytes: number
  /** how long an image may take from the arrival of its last byte, in milliseconds */
  patienceMs: number
  /** of files that come with the request and are kept for other processes */
  uploadLimits: UploadLimits
  /** where a stream is asked for, not an answer: takes a subscription that passed all checks */
  admit?: (admitted: Admitted) => void
}
