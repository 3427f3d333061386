/** The id, in the ground truth, of the image that an address opens; null where it opens none. */
export function openImageOf(parameters: URLSearchParams): number | null {
  const text = parameters.get('image')?.trim() ?? ''
  const fileId = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(fileId) ? fileId : null
}
