import { fileTypeFromBuffer } from 'file-type'

/** Every signature that matters lies within these many bytes. */
const head = 4100

const names: Record<string, string> = {
  tif: 'TIFF',
  jpg: 'JPEG',
  heic: 'HEIC or HEIF',
  jxl: 'JPEG XL',
  ps: 'PostScript',
}

function markupName(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, head)).trimStart()
  if (!text.startsWith('<')) return undefined
  if (/<svg[\s>/]/i.test(text)) return 'SVG'
  if (/<(!doctype\s+html|html|head|body)[\s>]/i.test(text)) return 'HTML'
  return 'XML'
}

/**
 * What a file is called that is not an image fovea reads, by its first bytes: "HEIC or HEIF", "GIF", "PDF", "SVG", or
 * "a file of an unknown type".
 */
export async function fileTypeName(bytes: Uint8Array): Promise<string> {
  const markup = markupName(bytes)
  if (markup) return markup
  const type = await fileTypeFromBuffer(bytes.subarray(0, head)).catch(() => undefined)
  return type ? (names[type.ext] ?? type.ext.toUpperCase()) : 'a file of an unknown type'
}
