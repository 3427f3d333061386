import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { AppError } from '../errors.ts'

const found = (path: string) => stat(path).catch(() => undefined)

/** Which file a path leads to, whatever way it is written; undefined when there is none. */
async function identityOf(path: string): Promise<string | undefined> {
  const file = await found(path)
  return file && `${file.dev}:${file.ino}`
}

/** `a.jpg` for `x/a.png`, `a-2.jpg` for the next one of that name; file systems may not tell `a` from `A`. */
function pictureNames(images: readonly string[]): string[] {
  const taken = new Set<string>()
  return images.map(image => {
    const stem = basename(image, extname(image))
    let name = stem
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${stem}-${count}`
    taken.add(name.toLowerCase())
    return `${name}.jpg`
  })
}

/**
 * Decides where the picture of each image goes, and makes the folder for it. One image: `out` is the file, or a folder
 * that exists. Several: `out` is a folder, and pictures have the names of their images.
 * @returns paths in the order of `images`
 * @throws AppError BAD_USER_INPUT when there can be no such folder, or when a picture would overwrite one of the images
 */
export async function placePictures(images: readonly string[], out: string): Promise<string[]> {
  const isFolder = images.length > 1 || /[/\\]$/.test(out) || (await found(out))?.isDirectory() === true
  await mkdir(isFolder ? out : dirname(out), { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'EEXIST' ? 'it is a file' : cause.message
    throw new AppError('BAD_USER_INPUT', `Expected --out ${out} to be a folder for the pictures but ${reason}.`, {
      cause,
    })
  })
  const pictures = isFolder ? pictureNames(images).map(name => join(out, name)) : [out]
  const originals = new Set(await Promise.all(images.map(identityOf)))
  for (const picture of pictures) {
    const identity = await identityOf(picture)
    if (identity !== undefined && originals.has(identity))
      throw new AppError('BAD_USER_INPUT', `The picture with the boxes would overwrite the image ${picture}.`, {
        hint: 'Name another --out.',
      })
  }
  return pictures
}
