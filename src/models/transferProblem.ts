import { AppError } from '../errors.ts'
import { BrokenTransfer } from './brokenTransfer.ts'
import { proxyOf } from './proxyOf.ts'

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'])
const silent = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
const untrusted =
  /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO|HOSTNAME_MISMATCH|UND_ERR_PRX_TLS)/

/** A download that another try does not mend, for what the network is. */
export const failedDownload = (message: string, cause?: unknown) => new AppError('DOWNLOAD_FAILED', message, { cause })

/** A download in which a server answers, with something else than the file. */
export const notTheFile = (message: string, cause?: unknown) =>
  new AppError('DOWNLOAD_FAILED', message, {
    hint: 'Try another network, or get the file elsewhere and give it with --from FILE.',
    cause,
  })

/** Where a connection was not made: the address that was tried. */
type Tried = { hostname?: string; address?: string; port?: number }

/** The variable whose proxy could not be reached; undefined where it was not a proxy. */
function brokenProxy(error: Error, url: URL): string | undefined {
  const { hostname, port }: Tried = error instanceof AggregateError ? error.errors[0] : error
  const { variable, address } = proxyOf(url) ?? {}
  if (!address || !URL.canParse(address)) return undefined
  const proxy = new URL(address)
  const portOf = (each: URL) => Number(each.port || (each.protocol === 'https:' ? 443 : 80))
  const isProxy = hostname === undefined ? port === portOf(proxy) && port !== portOf(url) : hostname === proxy.hostname
  return isProxy ? variable : undefined
}

/**
 * What a failure of the network means, named after the host.
 * @param stallMs after how long silence counts as one
 * @returns BrokenTransfer, or AppError DOWNLOAD_FAILED where no further try helps, or the error itself when it is none
 * of the network
 */
export function transferProblem(error: unknown, url: URL, stallMs: number): unknown {
  const { host } = url
  if (!(error instanceof Error) || error instanceof AppError || error instanceof BrokenTransfer) return error
  const { code, message } = error as NodeJS.ErrnoException
  const detail = message || code
  const proxyStatus = /\((407)\)|Proxy response \((\d+)\)/.exec(message)
  if (proxyStatus) {
    const status = Number(proxyStatus[1] ?? proxyStatus[2])
    if (status >= 500) return new BrokenTransfer(`${host}: the proxy answers with status ${status}`, true, error)
    return failedDownload(`${host}: the proxy refuses with status ${status}`, error)
  }
  if (typeof code !== 'string') return error
  if (untrusted.test(code)) return failedDownload(`${host}: no trusted connection can be made (${detail})`, error)
  if (unreachable.has(code)) {
    const variable = brokenProxy(error, url)
    const what = variable === undefined ? 'cannot be reached' : `the proxy of ${variable} cannot be reached`
    return new BrokenTransfer(`${host}: ${what} (${detail})`, false, error)
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return new BrokenTransfer(`${host}: does not answer (${detail})`, false, error)
  if (silent.has(code)) return new BrokenTransfer(`${host}: sent nothing for ${stallMs / 1000} s`, true, error)
  return new BrokenTransfer(`${host}: the connection broke (${detail})`, true, error)
}
