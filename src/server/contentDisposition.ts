const longest = 200

/**
 * Names a download: in ASCII for old readers, whole for all others (RFC 6266).
 * @param stem any text; what no file system takes is left out, and its end where it is too long
 * @param ending such as .results.json
 */
export function contentDisposition(stem: string, ending: string): string {
  const safe = stem
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u{FFFD}/\\:*?"<>|]/gu, '_')
    .slice(0, longest - ending.length)
  const name = `${safe}${ending}`
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(/['()]/g, c => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
