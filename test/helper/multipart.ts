type Part = { name: string; body: string | Uint8Array; fileName?: string; type?: string }

const boundary = 'fovea-test'

/** A multipart body byte by byte, so that it can be as wrong as a test wants it: parts are sent as they are, in order. */
export function multipart(parts: readonly Part[], end = `--${boundary}--\r\n`) {
  const bytes = parts.flatMap(({ name, body, fileName, type }) => {
    const file = fileName === undefined ? '' : `; filename="${fileName}"`
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n`
    return [
      Buffer.from(`${head}${type ? `content-type: ${type}\r\n` : ''}\r\n`),
      typeof body === 'string' ? Buffer.from(body) : body,
      Buffer.from('\r\n'),
    ]
  })
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...bytes, Buffer.from(end)]) }
}
