import type { ImageFormat } from './imageHeader.ts'

type Size = { width: number; height: number }

/** Frame headers of JPEG, SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), which lie among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // 0xff before a marker only fills up
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}

function webpSize(view: DataView): Size | undefined {
  if (view.byteLength < 30) return undefined
  const kind = view.getUint8(15)
  const at24 = (offset: number) => (view.getUint32(offset - 1, true) >>> 8) + 1
  if (kind === 0x58) return { width: at24(24), height: at24(27) }
  if (kind === 0x4c) {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
}

/**
 * The size that a file's header declares, as stored (before its EXIF orientation), even when nothing follows the header;
 * undefined when it is not where it should be. PNG: IHDR; JPEG: the first frame header; WebP: VP8X, VP8L or VP8.
 */
export function declaredSize(bytes: Uint8Array, format: ImageFormat): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'JPEG') return jpegSize(view)
  if (format === 'WEBP') return webpSize(view)
  return view.byteLength < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) }
}
