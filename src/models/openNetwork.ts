import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici'
import { AppError } from '../errors.ts'
import { collectChunks } from './collectChunks.ts'
import { redirectTarget } from './redirectTarget.ts'
import { notTheFile, transferProblem } from './transferProblem.ts'

const mostRedirects = 10
const redirects = new Set([301, 302, 303, 307, 308])

type Answer = { url: URL; answer: Dispatcher.ResponseData; chunks: AsyncIterable<Buffer> }

export type Network = {
  /**
   * Asks for a file as it lies there, not compressed, and follows redirects, from https to https alone.
   * @returns the answer, whatever its status; reading `chunks`, its body, throws what transferProblem knows
   * @throws BrokenTransfer; AppError DOWNLOAD_FAILED; the signal's reason
   */
  get(address: string, headers: Record<string, string>): Promise<Answer>
} & AsyncDisposable

const wrongProxy = (cause?: unknown) =>
  new AppError('CONFIG_INVALID', 'HTTP_PROXY or HTTPS_PROXY: expected an address of http but received another text.', {
    hint: 'Write it as http://proxy.example.com:8080, or http://user:password@… with # / ? @ and % percent-encoded; SOCKS proxies cannot be used.',
    cause,
  })

/** Of them what EnvHttpProxyAgent reads; it would also take SOCKS, which Node warns of as an experiment. */
function checkProxies({ http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY }: NodeJS.ProcessEnv): void {
  for (const proxy of [http_proxy ?? HTTP_PROXY, https_proxy ?? HTTPS_PROXY])
    if (proxy && !/^https?:/i.test(proxy)) throw wrongProxy()
}

function openAgent(connectMs: number): Dispatcher {
  checkProxies(process.env)
  try {
    // Without a tunnel for http, which many proxies refuse to ports other than 443.
    return new EnvHttpProxyAgent({ proxyTunnel: false, connect: { timeout: connectMs } })
  } catch (cause) {
    throw wrongProxy(cause)
  }
}

/**
 * Connections through the proxies that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name, in capitals or not.
 * @param stallMs how long the other side may be silent
 * @throws AppError CONFIG_INVALID when a proxy's address is none of http
 */
export function openNetwork(stallMs: number, signal: AbortSignal | undefined): Network {
  const agent = openAgent(Math.min(stallMs, 10_000))
  return {
    async get(address, headers) {
      let url = new URL(address)
      for (let hops = 0; hops <= mostRedirects; hops++) {
        try {
          const answer = await request(url, {
            dispatcher: agent,
            signal,
            headersTimeout: stallMs,
            bodyTimeout: stallMs,
            headers: { 'user-agent': 'fovea', 'accept-encoding': 'identity', ...headers },
          })
          if (!redirects.has(answer.statusCode)) return { url, answer, chunks: collectChunks(answer.body) }
          await answer.body.dump()
          url = redirectTarget(url, answer.headers.location)
        } catch (error) {
          signal?.throwIfAborted()
          throw transferProblem(error, url, stallMs)
        }
      }
      throw notTheFile(`${new URL(address).host}: redirects more than ${mostRedirects} times`)
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}
