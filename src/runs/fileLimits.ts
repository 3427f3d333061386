/** Of what is uploaded. */
export type FileLimits = {
  /** unpacked bytes of a ground truth or of results, pictures not counted */
  maxTextBytes: number
  /** encoded bytes of a photo */
  maxImageBytes: number
}
