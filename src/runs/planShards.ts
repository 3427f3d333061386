/** Images that follow each other, as positions in a dataset. */
export type ImageRange = { readonly first: number; readonly count: number }

/** How much a shard holds: images at most, and no image more once it has so many detections. */
export type ShardSize = { readonly images: number; readonly detections: number }

/** With detections at hand matching is fast: large enough that what each shard costs does not count. */
export const packedShardSize: ShardSize = { images: 512, detections: 50_000 }

/** With a model to run, at 10 images a second, a worker that dies loses a few seconds. */
export const detectedShardSize: ShardSize = { images: 32, detections: Infinity }

/**
 * Cuts the images of a dataset into shards; one without images when it has none.
 * @param starts [I + 1] where each image's detections start; undefined when they are not there yet
 */
export function planShards(imageCount: number, size: ShardSize, starts?: Int32Array): ImageRange[] {
  const shards: ImageRange[] = []
  let first = 0
  for (let image = 0; image < imageCount; image++) {
    const detections = starts ? starts[image + 1]! - starts[first]! : 0
    if (image + 1 - first < size.images && detections < size.detections) continue
    shards.push({ first, count: image + 1 - first })
    first = image + 1
  }
  if (first < imageCount || shards.length === 0) shards.push({ first, count: imageCount - first })
  return shards
}
