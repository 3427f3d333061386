/** Bytes of a PNG's signature, and of a chunk beside its data: length, type and checksum. */
const signature = 8
const chunk = 12

/** Whether a PNG goes on to its IEND chunk; decoders take one that ends after the last pixel for whole. */
export function pngIsWhole(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = 0x49454e44
  for (let at = signature; at + chunk <= bytes.length; at += chunk + view.getUint32(at)) {
    if (view.getUint32(at + 4) === end) return true
  }
  return false
}
