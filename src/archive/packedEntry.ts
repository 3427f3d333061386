/** One entry as an archive has it: nothing of it is to be trusted. */
export type PackedEntry = {
  /** '/' between its parts */
  readonly name: string
  /** OTHER: devices, pipes, whatever a disk may hold beside files */
  readonly kind: 'FILE' | 'FOLDER' | 'LINK' | 'OTHER'
  /** What is in it, unpacked; once, and before the next entry is asked for. */
  chunks(): AsyncIterable<Uint8Array>
}
