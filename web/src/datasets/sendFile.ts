import { putFile } from '../api/putFile.ts'
import type { DroppedFile } from '../parts/droppedFiles.ts'
import { formatBytes } from '../parts/formatNumber.ts'
import { packFolder } from './packFolder.ts'
import type { Sending } from './sending.ts'

/**
 * Sends one file, and says how much of it has gone out.
 * @returns the id to use as `uploadId`
 * @throws ProblemError; the signal's reason when it was aborted
 */
export function sendFile(file: Blob, name: string, { signal, say }: Sending): Promise<string> {
  const size = formatBytes(file.size)
  const onProgress = (value: number) =>
    say({ label: `Sending ${name}, ${formatBytes(value * file.size)} of ${size}`, value })
  return putFile(file, name, { signal, onProgress })
}

/**
 * Packs files into one archive, and sends it.
 * @param label said while they are packed
 * @returns the id to use as `uploadId`
 * @throws ProblemError; the signal's reason when it was aborted
 */
export async function sendPacked(
  files: readonly DroppedFile[],
  name: string,
  label: string,
  sending: Sending,
): Promise<string> {
  const { signal, say } = sending
  const packed = await packFolder(files, { signal, onProgress: value => say({ label, value }) })
  return sendFile(packed, name, sending)
}
