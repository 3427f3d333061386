import { stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import { concurrently } from './concurrently.ts'
import { isImage, isNeverData, withoutExtension } from './fileKinds.ts'
import { isFolder } from './isFolder.ts'
import { isInside } from './isInside.ts'
import { lineProblem } from './lineProblem.ts'
import { listFiles } from './listFiles.ts'
import { decodeText, readBytes } from './readTextFile.ts'
import { swapFolder } from './swapFolder.ts'

/** A picture and its label file, undefined where it has none: then nothing is on it. */
export type YoloImage = { readonly path: string; readonly label: string | undefined }

const code = 'DATASET_INVALID'

/** Those of the paths that there are, each once. */
async function present(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    [...new Set(paths)].map(path =>
      stat(path).then(
        () => [path],
        () => [],
      ),
    ),
  )
  return found.flat()
}

/** As Ultralytics has it: …/images/a/1.jpg has …/labels/a/1.txt, any other picture 1.txt beside it. */
async function labelOf(image: string): Promise<string | undefined> {
  const beside = `${withoutExtension(image)}.txt`
  const [label, another] = await present([swapFolder(beside, 'images', 'labels'), beside])
  if (another !== undefined) throw invalid(image, 'one label file', `'${label}' and '${another}'`)
  return label
}

/**
 * The pictures of a folder, with all folders in it, or of a text file that lists them, and their label files.
 * @param within pictures outside this folder are not looked for
 * @throws InvalidInput DATASET_INVALID for a label file in these folders that belongs to none of the pictures, for
 * pictures that share one, for pictures that have two, for any other file that may be data
 */
export async function readYoloImages(place: string, within = '/'): Promise<YoloImage[]> {
  const listed = !(await isFolder(place))
  const paths = listed ? await listedImages(place, within) : await imagesIn(place)
  const images = await concurrently(paths, 32, async path => ({ path, label: await labelOf(path) }))
  const owners = new Map<string, string>()
  for (const { path, label } of images) {
    if (label === undefined) continue
    const owner = owners.get(label)
    if (owner !== undefined) throw invalid(label, 'one image', `'${owner}' and '${path}'`)
    owners.set(label, path)
  }
  // The folder of a list may well have labels of pictures that are not on it.
  if (!listed) await checkLabels(new Set([swapFolder(place, 'images', 'labels'), place]), owners)
  return images
}

const invalid = (path: string, expected: string, received: string) =>
  new InvalidInput(code, `'${path}': expected ${expected}, found ${received}.`)

const imagesIn = async (folder: string) =>
  (await listFiles(folder, code)).filter(isImage).map(name => posix.join(folder, name))

/** Paths beginning with ./ are relative to the list; so are others that are there, else to the working directory. */
async function listedImages(path: string, within: string): Promise<string[]> {
  const lines = decodeText(await readBytes(path, code), path, code).split(/\r\n?|\n/)
  const images: string[] = []
  for (const [index, text] of lines.entries()) {
    const entry = text.trim()
    if (entry === '') continue
    const paths = [posix.resolve(posix.dirname(path), entry), entry]
    const [found] = await present(paths.filter(tried => isInside(within, tried)))
    if (found === undefined) {
      const expected = `the path of an image, relative to '${posix.dirname(path)}' or absolute`
      throw lineProblem({ code, path, line: index + 1 }, expected, `${showValue(entry)}: there is no such file`)
    }
    images.push(found)
  }
  return images
}

async function checkLabels(folders: ReadonlySet<string>, owners: ReadonlyMap<string, string>): Promise<void> {
  for (const folder of folders) {
    if (!(await isFolder(folder))) continue
    for (const name of await listFiles(folder, code)) {
      const path = posix.join(folder, name)
      if (owners.has(path) || isNeverData(name) || (await isListOfImages(path))) continue
      if (!name.endsWith('.txt')) throw invalid(folder, 'images and label files (.txt)', `'${name}'`)
      const stem = posix.basename(withoutExtension(name))
      const places = [...new Set([swapFolder(path, 'labels', 'images'), path])].map(at => `'${posix.dirname(at)}'`)
      throw new InvalidInput(
        code,
        `'${path}': expected an image of this name (${stem}.jpg, ${stem}.png …) in ${places.join(' or ')}, found none.`,
        'The boxes are relative to its size: add the image, or remove the label file.',
      )
    }
  }
}

/** train.txt and the like, which Darknet and CVAT put beside the folders of images. */
async function isListOfImages(path: string): Promise<boolean> {
  if (!path.endsWith('.txt')) return false
  const [first = ''] = (await readBytes(path, code)).toString('utf8').trimStart().split(/\r|\n/, 1)
  return isImage(first.trim())
}
