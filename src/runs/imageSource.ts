/** One image of a call, in one of the ways that it can be given. */
export type ImageSource =
  | {
      kind: 'upload'
      /**
       * The file's bytes; what it throws refuses the whole call.
       * @param arrived told of the bytes as they come; what it throws ends the reading
       */
      read(arrived: (bytes: number) => void): Promise<{ bytes: Uint8Array; fileName: string | null }>
    }
  | { kind: 'uploadId'; id: string }
  | { kind: 'imageId'; id: string }
  | { kind: 'base64'; text: string }
  | { kind: 'url'; url: string }
