/** A file to read: one that was uploaded, or one of this machine, for the command line. */
export type FileSource = { readonly uploadId: string } | { readonly path: string }
