import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { femtoFolder } from '../../bench/femtoFolder.ts'

const coco128 = resolve(import.meta.dirname, '../../../shared/data/coco128')
const scenes = resolve(import.meta.dirname, '../../demo/scenes')

export type Data = {
  groundTruth: string
  /** archive */
  photos: string
  images: number
  /** settings of the processes that know the model */
  variables: Record<string, string>
  model: string
  remove(): void
}

type Instances = { images: { id: number; file_name: string }[]; annotations: { id: number; image_id: number }[] }

function pack(archive: string, folder: string): string {
  const { status } = spawnSync('tar', ['-cf', archive, '-C', folder, '.'])
  if (status !== 0) throw new Error('tar failed')
  return archive
}

/** COCO128 and DEIMv2 femto; undefined where they are not at hand. */
function realData(folder: string): Data | undefined {
  const femto = existsSync(coco128) ? femtoFolder() : undefined
  if (!femto) return undefined
  return {
    groundTruth: join(coco128, 'instances.json'),
    photos: pack(join(folder, 'photos.tar'), join(coco128, 'images')),
    images: 128,
    variables: { FOVEA_MODELS: femto.folder, FOVEA_MODEL: 'deimv2-femto' },
    model: 'deimv2-femto',
    remove: femto.remove,
  }
}

/** The demo scenes and the demo model; each scene several times, as files that differ behind the end of the picture. */
function demoData(folder: string, count: number): Data {
  const copies = Array.from({ length: count }, (_, copy) => copy)
  const given: Instances = JSON.parse(readFileSync(join(scenes, 'instances.json'), 'utf8'))
  const nameOf = (name: string, copy: number) => `${copy}-${name}`
  const images = copies.flatMap(copy =>
    given.images.map(image => ({ ...image, id: image.id + copy * 1000, file_name: nameOf(image.file_name, copy) })),
  )
  const annotations = copies.flatMap(copy =>
    given.annotations.map(each => ({ ...each, id: each.id + copy * 1e6, image_id: each.image_id + copy * 1000 })),
  )
  const photos = join(folder, 'photos')
  mkdirSync(photos)
  for (const copy of copies)
    for (const { file_name: name } of given.images)
      writeFileSync(
        join(photos, nameOf(name, copy)),
        Buffer.concat([readFileSync(join(scenes, name)), Buffer.from(`${copy}`)]),
      )
  const groundTruth = join(folder, 'instances.json')
  writeFileSync(groundTruth, JSON.stringify({ ...given, images, annotations }))
  return {
    groundTruth,
    photos: pack(join(folder, 'photos.tar'), photos),
    images: images.length,
    variables: {},
    model: 'demo',
    remove: () => undefined,
  }
}

/**
 * Ground truth, photos and a model to evaluate; what is made goes into `folder`.
 * @param copies of the demo scenes; undefined: real photos where they are at hand
 */
export const makeData = (folder: string, copies: number | undefined): Data =>
  (copies === undefined ? realData(folder) : undefined) ?? demoData(folder, copies ?? 3)
