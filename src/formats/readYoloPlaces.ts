import { stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { InvalidInput } from '../../eval/invalidInput.ts'
import { isFolder } from './isFolder.ts'
import { isInside } from './isInside.ts'
import { readYoloNames, readYoloNamesFile, type YoloNames } from './readYoloNames.ts'
import { swapFolder } from './swapFolder.ts'

/** Where the images of a data set are, folders and lists of them, and what names its classes. */
export type YoloPlaces = { readonly places: readonly string[]; readonly names: YoloNames | undefined }

/** Which split is the ground truth; train only where there is no other. */
const splitOrder = ['val', 'test', 'train']

/**
 * Images: those of the split val of data.yaml, else test, else train; where it has no splits, those of the folder images,
 * else all in the folder itself (of labels, those of the folder images beside it).
 * @param path of the folder, or of a data.yaml
 * @param within places outside this folder are not looked for
 * @throws InvalidInput DATASET_INVALID for a split that is not where data.yaml says
 */
export async function readYoloPlaces(path: string, within = '/'): Promise<YoloPlaces> {
  const given = await isFolder(path)
  const names = given ? await readYoloNames(namePlaces(path)) : await readYoloNamesFile(path)
  const root = given ? path : posix.dirname(path)
  // Names found further up are for several splits, of which this folder is one.
  if (names?.yaml && posix.resolve(names.path, '..') === posix.resolve(root)) {
    const { splits } = names.yaml
    const split = splitOrder.find(name => splits.has(name))
    if (split !== undefined) {
      const places = await Promise.all(splits.get(split)!.map(entry => placeOf(entry, names, split, within)))
      return { places, names }
    }
  }
  const [place = root] = await folders([posix.join(root, 'images'), swapFolder(root, 'labels', 'images')])
  return { places: [place], names }
}

const folders = async (paths: readonly string[]) => {
  const are = await Promise.all(paths.map(isFolder))
  return paths.filter((_, index) => are[index])
}

/** The folder itself, its labels (LabelImg writes classes.txt there), and the folder above images or labels. */
function namePlaces(folder: string): string[] {
  const above = /^(.*)\/(?:images|labels)(?:\/.*)?$/.exec(posix.resolve(folder))?.[1]
  const labels = swapFolder(folder, 'images', 'labels')
  return [...new Set([folder, posix.join(folder, 'labels'), labels, ...(above === undefined ? [] : [above])])]
}

/**
 * A split relative to the `path` of data.yaml, or else to its own folder, where a data set was moved; Roboflow writes
 * ../valid/images for the folder valid/images beside the file.
 */
async function placeOf(entry: string, { path, yaml }: YoloNames, split: string, within: string): Promise<string> {
  const home = posix.dirname(path)
  const bases = [posix.isAbsolute(yaml!.path) ? yaml!.path : posix.join(home, yaml!.path), home]
  const entries = [entry, ...(entry.startsWith('../') ? [entry.slice(3)] : [])]
  const tried = posix.isAbsolute(entry)
    ? [entry]
    : [...new Set(entries.flatMap(name => bases.map(base => posix.join(base, name))))]
  const allowed = tried.filter(place => isInside(within, place))
  for (const place of allowed) if (await stat(place).catch(() => undefined)) return place
  const looked = tried.map(place => `'${place}'`).join(', ')
  throw new InvalidInput(
    'DATASET_INVALID',
    `'${path}' ${split}: expected a folder of images or a list of them, found none of ${looked}.`,
    'Set path in the file to the folder of the data set, or give that folder in place of the file.',
  )
}
