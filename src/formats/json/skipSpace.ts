/** Where the white space that begins at `at` ends. */
export function skipSpace(bytes: Buffer, at: number): number {
  let byte = bytes[at]!
  while (byte <= 0x20 && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) byte = bytes[++at]!
  return at
}
