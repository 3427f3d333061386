const urls = new Map<Blob, string>()

/** An address for a file of this window, made when it is asked for first. */
export function previewOf(file: Blob): string {
  const url = urls.get(file) ?? URL.createObjectURL(file)
  urls.set(file, url)
  return url
}

/** Lets the browser forget a file. */
export function revokePreview(file: Blob): void {
  const url = urls.get(file)
  if (url) URL.revokeObjectURL(url)
  urls.delete(file)
}
