import { createHmac, timingSafeEqual } from 'node:crypto'

const lifetimeSeconds = 3600

export type Links = ReturnType<typeof createLinks>

/**
 * Addresses that a browser can open without a key. With `signed`, each carries the moment it ends at and a
 * signature (HMAC-SHA-256 of path and moment), because `<img>` cannot send a header.
 */
export function createLinks({ secret, signed }: { secret: Uint8Array; signed: boolean }) {
  const signatureOf = (target: string, expires: string) =>
    createHmac('sha256', secret).update(`${target}\n${expires}`).digest('base64url')

  return {
    /** @param target path and query on this server, such as `/images/img_…` */
    make(target: string): string {
      if (!signed) return target
      // Rounded up to a minute, so that the same page gives the same address and browsers can cache what it names.
      const expires = String((Math.ceil(Date.now() / 60_000) * 60_000) / 1000 + lifetimeSeconds)
      const address = new URL(target, 'http://localhost')
      address.searchParams.set('expires', expires)
      address.searchParams.set('signature', signatureOf(target, expires))
      return address.pathname + address.search
    },

    /** Whether path and query are an address that `make` gave and that has not ended. */
    verify(given: string): boolean {
      const address = new URL(given, 'http://localhost')
      // What is checked has to be what the router sees, letter by letter.
      if (address.pathname + address.search !== given || address.searchParams.getAll('expires').length !== 1)
        return false
      const expires = address.searchParams.get('expires') ?? ''
      const signature = Buffer.from(address.searchParams.get('signature') ?? '', 'base64url')
      address.searchParams.delete('expires')
      address.searchParams.delete('signature')
      const expected = Buffer.from(signatureOf(address.pathname + address.search, expires), 'base64url')
      const genuine = signature.length === expected.length && timingSafeEqual(signature, expected)
      return genuine && /^\d+$/.test(expires) && Number(expires) * 1000 > Date.now()
    },
  }
}
