/** The event loop's p99 delay of a server in ms since the last time it was asked for. */
export async function loopDelay(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then(response => response.text())
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1]) * 1000
}
