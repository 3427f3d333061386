import { authorization, refuseApiKey } from './apiKey.ts'
import { firstProblem, noAnswer, oddAnswer, ProblemError, waitOf } from './problem.ts'

type Options = {
  /** @param sent share of the file that has gone out, 0 to 1 */
  onProgress?: (sent: number) => void
  signal?: AbortSignal
}

function parse(text: string): { id?: unknown; errors?: unknown } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/**
 * Sends a file by `PUT /uploads`; by XMLHttpRequest, since fetch does not tell how much has gone out.
 * @returns the id to use as `uploadId`
 * @throws ProblemError what the server said, or that it did not answer; the signal's reason when it was aborted
 */
export function putFile(file: Blob, name: string, { onProgress, signal }: Options = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open('PUT', `/uploads/${encodeURIComponent(name)}`)
    for (const [header, value] of Object.entries(authorization())) request.setRequestHeader(header, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total)
    request.onload = () => {
      const { id, errors } = parse(request.responseText)
      if (request.status < 300 && typeof id === 'string') return resolve(id)
      if (request.status === 401) refuseApiKey()
      const wait = waitOf(request.getResponseHeader('retry-after'))
      reject(new ProblemError({ ...(firstProblem(errors) ?? oddAnswer(request.status)), ...wait }))
    }
    request.onerror = () => reject(new ProblemError(noAnswer))
    request.onabort = () => reject(signal?.reason ?? new ProblemError(noAnswer))
    request.onloadend = () => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort, { once: true })
    request.send(file)
  })
}
