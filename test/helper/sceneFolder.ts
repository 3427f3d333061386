import { scenes } from '../formats/demoScenes.ts'
import { folderOf } from '../formats/folderOf.ts'
import { scene } from './scene.ts'

/** The ground truth of the first demo scenes, as COCO JSON. */
export function firstScenes(count: number): typeof scenes {
  const images = scenes.images.slice(0, count)
  const ids = new Set(images.map(({ id }) => id))
  return { ...scenes, images, annotations: scenes.annotations.filter(({ image_id }) => ids.has(image_id)) }
}

/** Photos of the first demo scenes, by their names. */
export const scenePhotos = (count: number): Record<string, Uint8Array> =>
  Object.fromEntries(firstScenes(count).images.map(({ id, file_name }) => [file_name, scene(id)]))

/** A folder of this name, which goes when the test is over, in a folder of its own. */
export function folderNamed(name: string, files: Record<string, string | Uint8Array>): string {
  const inside = Object.entries(files).map(([path, content]) => [`${name}/${path}`, content])
  return `${folderOf(Object.fromEntries(inside))}/${name}`
}
