import { gzipSync } from 'node:zlib'
import tar from 'tar-stream'
import yazl from 'yazl'

export type Content = Record<string, string | Buffer>

/** The bytes of a stream. */
async function gathered(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

export function makeZip(content: Content, options: { compress?: boolean; mode?: number } = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of Object.entries(content)) zip.addBuffer(Buffer.from(bytes), name, options)
  zip.end()
  return gathered(zip.outputStream)
}

type Extra = Partial<tar.Header> & Pick<tar.Header, 'name'>

/** @param extra entries without content after those of `content`, such as links */
export function makeTar(content: Content, extra: Extra[] = []): Promise<Buffer> {
  const pack = tar.pack()
  for (const [name, bytes] of Object.entries(content)) pack.entry({ name }, Buffer.from(bytes))
  for (const header of extra) pack.entry(header)
  pack.finalize()
  return gathered(pack)
}

/** One maker a kind of archive, for tests of what all kinds have in common. */
export const makers: readonly (readonly [string, (content: Content) => Promise<Buffer>])[] = [
  ['ZIP', content => makeZip(content)],
  ['ZIP without compression', content => makeZip(content, { compress: false })],
  ['tar', content => makeTar(content)],
  ['tar.gz', async content => gzipSync(await makeTar(content))],
]
