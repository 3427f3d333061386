import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const scenesFolder = join(import.meta.dirname, '../../demo/scenes')

type Scenes = {
  images: { id: number; file_name: string; width: number; height: number }[]
  annotations: {
    id: number
    image_id: number
    category_id: number
    bbox: [number, number, number, number]
    area: number
  }[]
  categories: { id: number; name: string }[]
}

/** The demo scenes: 60 images, 245 objects, the 80 categories of COCO. */
export const scenes: Scenes = JSON.parse(readFileSync(join(scenesFolder, 'instances.json'), 'utf8'))

export const sceneOf = new Map(scenes.images.map(image => [image.id, image]))

/** Of a category of the scenes, its place among the 80: its class in YOLO. */
export const classOf = new Map(scenes.categories.map(({ id }, index) => [id, index]))

/** A box in pixels as YOLO writes it, with the digits of Ultralytics' own converter and no more. */
export function normalised([x, y, width, height]: readonly [number, number, number, number], imageId: number): string {
  const { width: w, height: h } = sceneOf.get(imageId)!
  return [(x + width / 2) / w, (y + height / 2) / h, width / w, height / h].map(value => value.toFixed(6)).join(' ')
}
