/**
 * Names a download: in ASCII for old readers, whole for all others (RFC 6266).
 * @param name any text; what no file system takes is left out
 */
export function contentDisposition(name: string): string {
  const safe = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u{FFFD}/\\:*?"<>|]/gu, '_')
    .slice(0, 200)
  const ascii = safe.replaceAll(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(safe.toWellFormed()).replaceAll(/['()]/g, c => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
