import type { OperationResult } from 'urql'
import { client } from '../api/client.ts'
import { DetectPhotoDocument, type DetectPhotoMutation, type DetectPhotoMutationVariables } from '../api/generated.ts'
import { ProblemError, problemOf } from '../api/problem.ts'
import { forgetPages } from '../api/usePages.ts'
import type { ImagePlace } from './createDetectQueue.ts'
import type { Run } from './photo.ts'

type Answer = OperationResult<DetectPhotoMutation, DetectPhotoMutationVariables>

/** Leaving it ends the request, and the server's work with it. */
const ask = (variables: DetectPhotoMutationVariables, signal: AbortSignal) =>
  new Promise<Answer>((resolve, reject) => {
    signal.throwIfAborted()
    const { unsubscribe } = client.mutation(DetectPhotoDocument, variables).subscribe(answer => {
      signal.removeEventListener('abort', leave)
      resolve(answer)
    })
    function leave() {
      unsubscribe()
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
  })

/**
 * Detects one photo that the server has, from score 0 up.
 * @param model its name; null for the default one
 * @throws ProblemError of the call, its input or the photo; the signal's reason when it is aborted
 */
export async function detectPhoto(image: ImagePlace, model: string | null, signal: AbortSignal): Promise<Run> {
  const { data, error } = await ask({ image, model }, signal)
  if (!data) throw new ProblemError(error ? problemOf(error) : { code: 'PAGE', message: 'The answer was empty.' })
  const [found] = data.detect.results
  const wrong = data.detect.userErrors[0] ?? (found?.__typename === 'ImageError' ? found : undefined)
  if (wrong) throw new ProblemError(wrong)
  if (found?.__typename !== 'DetectionRun') throw new ProblemError({ code: 'PAGE', message: 'The answer was empty.' })
  forgetPages()
  return found
}
