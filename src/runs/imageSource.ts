/** One image of a call, in one of the ways that it can be given. */
export type ImageSource =
  | {
      kind: 'upload'
      /** The file's bytes; what it throws refuses the whole call. */
      read(): Promise<{ bytes: Uint8Array; fileName: string | null }>
    }
  | { kind: 'uploadId'; id: string }
  | { kind: 'imageId'; id: string }
  | { kind: 'base64'; text: string }
  | { kind: 'url'; url: string }
