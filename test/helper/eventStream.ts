type Event = { event: string; data: unknown }

/** One event as text, without what is empty. */
function parsed(text: string): Event | undefined {
  const lines = text.split('\n').filter(line => !line.startsWith(':'))
  const value = (name: string) =>
    lines
      .find(line => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim()
  const event = value('event')
  const data = value('data')
  return event === undefined ? undefined : { event, data: data ? JSON.parse(data) : null }
}

/** The events of a stream as they come, until it ends. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Event, void, undefined> {
  let rest = ''
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const whole = (rest + text).split('\n\n')
    rest = whole.pop()!
    for (const each of whole) {
      const event = parsed(each)
      if (event) yield event
    }
  }
}

/** Subscribes by POST, as a client does that wants nothing but events. */
export async function openStream(
  url: string,
  query: string,
  { path = '/graphql/stream', ...init }: { path?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const response = await fetch(url + path, {
    ...init,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...init.headers },
    body: JSON.stringify({ query }),
  })
  const events = eventsOf(response.body!)
  return {
    response,
    /** The next event, undefined where the stream has ended. */
    next: async () => (await events.next()).value ?? undefined,
    /** All that are still to come. */
    async rest() {
      const all: Event[] = []
      for await (const event of events) all.push(event)
      return all
    },
  }
}
