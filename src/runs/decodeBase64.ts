import { AppError } from '../errors.ts'

/** Characters of base64 at most: 3 MB of image. */
const maxBase64Length = 4 * 1024 * 1024

const dataUri = /^data:([^,;]*)(;[^,]*)?,/

const invalid = (expected: string, received: string) =>
  new AppError('BASE64_INVALID', `Expected ${expected} but received ${received}.`)

/**
 * The bytes of an image given as base64 (RFC 4648, with or without padding) or as a data URI of an image type.
 * @throws AppError PAYLOAD_TOO_LARGE before anything is decoded, BASE64_INVALID
 */
export function decodeBase64(text: string): Buffer<ArrayBuffer> {
  if (text.length > maxBase64Length)
    throw new AppError(
      'PAYLOAD_TOO_LARGE',
      `Expected at most ${maxBase64Length} characters of base64 but received ${text.length}.`,
      {
        hint: 'Send larger images as `upload` or by PUT /uploads.',
      },
    )
  const uri = dataUri.exec(text)
  if (text.startsWith('data:')) {
    if (!uri || !/;base64$/i.test(uri[2] ?? ''))
      throw invalid('a data URI such as data:image/jpeg;base64,…', 'another one')
    if (!/^image\/(jpeg|png|webp)$/i.test(uri[1] ?? ''))
      throw invalid(
        'a data URI of image/jpeg, image/png or image/webp',
        `one of ${JSON.stringify((uri[1] ?? '').slice(0, 80))}`,
      )
  }
  const digits = (uri ? text.slice(uri[0].length) : text).replace(/\s+/g, '').replace(/={1,2}$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(digits)) {
    const at = digits.search(/[^A-Za-z0-9+/]/)
    throw invalid('base64', `${JSON.stringify(digits[at])} at position ${at}`)
  }
  if (digits.length % 4 === 1) throw invalid('base64', `${digits.length} digits, which no number of bytes gives`)
  return Buffer.from(digits, 'base64')
}
