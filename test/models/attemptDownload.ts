import { mkdirSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Source } from '../../src/models/catalogue.ts'
import { type DownloadOptions, download } from '../../src/models/download.ts'
import { partPath } from '../../src/models/partFile.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { sum } from './catalogues.ts'
import { type Answer, serve } from './fileServer.ts'

/** A file, and another one of the same length. */
export const body = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251))
export const other = Buffer.from(body.map(value => 255 - value))
/** What a catalogue may say of the first. */
export const known = { bytes: body.length, sha256: sum(body) }

/** Downloads from a server that answers so; says what came and what was said meanwhile. */
export async function attemptDownload(
  answers: Answer[],
  source: Partial<Source> = known,
  options: DownloadOptions = {},
) {
  const server = await serve(...answers)
  const part = partPath(temporaryFolder(), server.url)
  mkdirSync(dirname(part))
  const said: string[] = []
  const again = () =>
    download({ url: server.url, format: 'pb', ...source }, part, {
      stallMs: 300,
      backOffMs: 1,
      say: line => said.push(line),
      ...options,
    }).then(
      ({ bytes }) => bytes,
      error => error,
    )
  return { ...server, part, said, again, result: await again(), left: () => readdirSync(dirname(part)) }
}
