/**
 * The proxy that the environment names for an address, NO_PROXY aside: what EnvHttpProxyAgent reads, small letters first,
 * and for https that of http where it has none of its own.
 */
export function proxyOf(
  { protocol }: URL,
  environment: NodeJS.ProcessEnv = process.env,
): { variable: string; address: string } | undefined {
  for (const scheme of protocol === 'https:' ? ['https', 'http'] : ['http']) {
    const names = [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase()]
    const variable = names.find(name => environment[name] !== undefined)
    if (variable && environment[variable]) return { variable, address: environment[variable] }
  }
  return undefined
}
