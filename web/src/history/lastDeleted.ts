let name: string | null = null

/** Keeps the name of an image that was just deleted, for the gallery to say so. */
export function noteDeleted(deleted: string | null): void {
  name = deleted
}

/** The name of the image that was deleted last, until the gallery has said so; null where there is none. */
export const lastDeleted = (): string | null => name
