export type Failure = {
  message: string
  path?: (string | number)[]
  extensions: { code: string; hint?: string; requestId?: string }
}

/** An answer read whole; `data` and `errors` are those of a GraphQL answer, where it is one. */
export type Answer<Data = unknown> = {
  status: number
  headers: Headers
  bytes: Buffer
  text: string
  data: Data
  errors: Failure[]
}

/** What an answer's body holds; nothing when it is not JSON. */
function parsed(text: string): { data?: unknown; errors?: Failure[] } {
  try {
    const body: unknown = JSON.parse(text)
    return body !== null && typeof body === 'object' ? body : {}
  } catch {
    return {}
  }
}

/** Requests to one server. */
export function createSender(url: string) {
  async function send<Data>(path: string, init: RequestInit = {}): Promise<Answer<Data>> {
    const response = await fetch(url + path, init)
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString('utf8')
    const { data, errors = [] } = parsed(text)
    return { status: response.status, headers: response.headers, bytes, text, data: data as Data, errors }
  }

  return {
    send,

    /** One GraphQL request as JSON. */
    graphql: <Data>(query: string, variables: object = {}, headers: Record<string, string> = {}) =>
      send<Data>('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),

    /** A multipart body of `multipart()` with the header that allows it. */
    postMultipart: <Data>(form: { type: string; body: Buffer }, headers: Record<string, string> = {}) =>
      send<Data>('/graphql', {
        method: 'POST',
        headers: { 'content-type': form.type, 'apollo-require-preflight': '1', ...headers },
        body: new Uint8Array(form.body),
      }),
  }
}
