/**
 * The state of an address that was opened from the gallery, so that Back leads there.
 * @param gallery what its address asked for, such as `category=dog`; empty where it showed everything
 */
export const fromGallery = (gallery: string) => ({ gallery })

/** What the gallery showed that is the step before this address in the browser's history; null where it is not. */
export function galleryBefore(): string | null {
  const gallery: unknown = history.state?.gallery
  return typeof gallery === 'string' ? gallery : null
}
