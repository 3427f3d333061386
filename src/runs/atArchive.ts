import { InvalidInput } from '../../eval/invalidInput.ts'

/** The same complaint with the name of an archive in the place of the folder that it was unpacked to. */
export function atArchive(error: unknown, folder: string, name: string): unknown {
  if (!(error instanceof InvalidInput)) return error
  const rename = (text: string) => text.replaceAll(folder, name)
  return new InvalidInput(error.code, rename(error.message), error.hint && rename(error.hint))
}
