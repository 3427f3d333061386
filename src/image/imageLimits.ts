/** How large an image may be: checked on its header, before a pixel is decoded. */
export type ImageLimits = { maxPixels: number; maxSide: number }

/** Decoded, 50 megapixels are 150 MB. */
export const imageLimits: ImageLimits = { maxPixels: 50_000_000, maxSide: 32_768 }
