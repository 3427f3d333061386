/** COCO JSON of one image; `parts` replace any of it. */
export const smallCoco = (parts: object = {}) =>
  JSON.stringify({
    images: [{ id: 1, file_name: 'a.png', width: 30, height: 20 }],
    annotations: [{ id: 5, image_id: 1, category_id: 3, bbox: [1, 2, 3, 4], area: 12, iscrowd: 0 }],
    categories: [{ id: 3, name: 'cat' }],
    ...parts,
  })
