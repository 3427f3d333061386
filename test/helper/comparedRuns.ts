const size = { width: 200, height: 100 }
const ids = Array.from({ length: 12 }, (_, index) => index + 1)

/** Twelve images with a cat each; those of even ids have a dog too. */
export const comparedTruth = {
  images: ids.map(id => ({ id, file_name: `${id}.jpg`, ...size })),
  annotations: ids.flatMap(id => [
    { id: 10 * id, image_id: id, category_id: 17, bbox: [10, 10, 60, 60], area: 3600, iscrowd: 0 },
    ...(id % 2 === 0
      ? [{ id: 10 * id + 1, image_id: id, category_id: 18, bbox: [100, 10, 60, 60], area: 3600, iscrowd: 0 }]
      : []),
  ]),
  categories: [
    { id: 17, name: 'cat' },
    { id: 18, name: 'dog' },
  ],
}

/**
 * All cats and dogs, found.
 * @param missedCats ids of images whose cat lies 50 pixels off
 */
export const foundOf = ({ missedCats = [], images = ids }: { missedCats?: number[]; images?: number[] }) =>
  comparedTruth.annotations
    .filter(({ image_id }) => images.includes(image_id))
    .map(({ image_id, category_id, bbox: [x, y, ...rest] }) => ({
      ...{ image_id, category_id, score: 0.1 + 0.05 * image_id },
      bbox: [category_id === 17 && missedCats.includes(image_id) ? x! + 50 : x!, y!, ...rest],
    }))
