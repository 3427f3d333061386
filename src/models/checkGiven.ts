import { open, stat } from 'node:fs/promises'
import { headBytes, modelFileKind } from '../convert/modelFileKind.ts'
import { AppError } from '../errors.ts'
import type { Source } from './catalogue.ts'
import { type FileSums, fileSums, hasSum, sumProblem } from './fileSums.ts'

async function isHdf5(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return modelFileKind(buffer.subarray(0, bytesRead)) === 'HDF5'
}

/**
 * Which source of a model a file on the disk is of. One whose sum nobody publishes is taken at its format's word.
 * @returns the source, and the file's sums
 * @throws AppError BAD_USER_INPUT: no file, or another one
 */
export async function checkGiven(
  path: string,
  sources: readonly Source[],
): Promise<{ source: Source; sums: FileSums }> {
  const refused = (problem: string, hint?: string) => new AppError('BAD_USER_INPUT', `${path}: ${problem}`, { hint })
  const unreadable = ({ code }: NodeJS.ErrnoException) => {
    throw refused(`expected a file but ${code === 'ENOENT' ? 'there is none' : `it cannot be read (${code})`}`)
  }
  const there = await stat(path).catch(unreadable)
  if (!there.isFile()) throw refused(`expected a file but found ${there.isDirectory() ? 'a folder' : 'none'}`)
  const sums = await fileSums(path).catch(unreadable)
  const isKeras = await isHdf5(path)
  const source = sources.find(
    each => sumProblem(each, sums) === undefined && (hasSum(each) || (each.format === 'h5') === isKeras),
  )
  if (source) return { source, sums }
  const near = sources.filter(({ format }) => (format === 'h5') === isKeras)
  const problems = (near.length > 0 ? near : sources).map(each => sumProblem(each, sums) ?? `expected .${each.format}`)
  throw refused(
    `it is not a file of the catalogue: ${problems.join('; or ')}`,
    '`fovea models convert FILE --name NAME` converts other files of keras-retinanet.',
  )
}
