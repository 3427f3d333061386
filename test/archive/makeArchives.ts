import { gzipSync } from 'node:zlib'
import tar from 'tar-stream'
import yazl from 'yazl'

export type Content = Record<string, string | Buffer>

async function gathered(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

/** A name of the same length that yazl lets pass, as it refuses those that lead out of an archive. */
const harmless = (name: string) => (/^\/|^\w:|\\|\.\./.test(name) ? name.replaceAll(/[./:\\]/g, 'q') : name)

/** @param options.mode of all files, as Unix keeps it, such as 0o120777 of a link */
export async function makeZip(content: Content, options: { compress?: boolean; mode?: number } = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of Object.entries(content)) zip.addBuffer(Buffer.from(bytes), harmless(name), options)
  zip.end()
  const archive = await gathered(zip.outputStream)
  for (const name of Object.keys(content)) {
    const written = harmless(name)
    if (written === name) continue
    for (let at = archive.indexOf(written); at >= 0; at = archive.indexOf(written)) archive.write(name, at)
  }
  return archive
}

type Extra = Partial<tar.Header> & Pick<tar.Header, 'name'>

/** @param extra entries without content, before those of `content`: links, devices, folders */
export function makeTar(content: Content, extra: Extra[] = []): Promise<Buffer> {
  const pack = tar.pack()
  for (const header of extra) pack.entry(header, '')
  for (const [name, bytes] of Object.entries(content)) pack.entry({ name }, Buffer.from(bytes))
  pack.finalize()
  return gathered(pack)
}

/** Makers of each kind of archive, for what all have in common. */
export const makers: readonly (readonly [string, (content: Content) => Promise<Buffer>])[] = [
  ['ZIP', content => makeZip(content)],
  ['ZIP without compression', content => makeZip(content, { compress: false })],
  ['tar', content => makeTar(content)],
  ['tar.gz', async content => gzipSync(await makeTar(content))],
]
