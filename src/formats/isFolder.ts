import { stat } from 'node:fs/promises'

/** False also where there is nothing. */
export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
