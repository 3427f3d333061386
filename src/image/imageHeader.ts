export type ImageFormat = 'JPEG' | 'PNG' | 'WEBP'

/** What is known of an image without decoding it; `width` and `height` are those of the upright image. */
export type ImageHeader = {
  format: ImageFormat
  /** pixels, after the EXIF orientation is applied */
  width: number
  /** pixels, after the EXIF orientation is applied */
  height: number
  /** EXIF orientation as stored in the file, 1 to 8; 1 when there is none */
  orientation: number
}
