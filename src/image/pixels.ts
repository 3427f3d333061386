/** An upright image of interleaved 8-bit RGB: `data` is `[height, width, 3]`, row by row. */
export type Pixels = { data: Uint8Array; width: number; height: number }
