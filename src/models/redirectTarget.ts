import { notTheFile } from './transferProblem.ts'

/**
 * The address that an answer of `url` sends on to. What began with https is not left to a network that anybody may
 * change it in.
 * @param location the header
 * @throws AppError DOWNLOAD_FAILED
 */
export function redirectTarget(url: URL, location: unknown): URL {
  if (typeof location !== 'string' || !URL.canParse(location, url.href))
    throw notTheFile(`${url.host}: redirects to no address`)
  const next = new URL(location, url)
  if (next.protocol !== 'https:' && next.protocol !== url.protocol)
    throw notTheFile(`${url.host}: redirects from ${url.protocol} to ${next.protocol}, which is not followed`)
  return next
}
