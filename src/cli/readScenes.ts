import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Box } from '../models/judgeLabelBase.ts'

const folder = resolve(import.meta.dirname, '../../demo/scenes')

/** A demo scene: its picture's path, and what was drawn in it. */
export type Scene = { path: string; objects: { name: string; box: Box }[] }

type Instances = {
  images: { id: number; file_name: string }[]
  annotations: { image_id: number; category_id: number; bbox: [number, number, number, number] }[]
  categories: { id: number; name: string }[]
}

/** So many of the demo scenes, evenly among them all. */
export async function readScenes(count: number): Promise<Scene[]> {
  const instances: Instances = JSON.parse(await readFile(join(folder, 'instances.json'), 'utf8'))
  const names = new Map(instances.categories.map(({ id, name }) => [id, name]))
  const step = Math.floor(instances.images.length / count)
  return instances.images
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map(({ id, file_name }) => ({
      path: join(folder, file_name),
      objects: instances.annotations
        .filter(({ image_id }) => image_id === id)
        .map(({ category_id, bbox: [x, y, width, height] }) => ({
          name: names.get(category_id)!,
          box: { x, y, width, height },
        })),
    }))
}
