import { classOf, normalised, sceneOf, scenes } from './demoScenes.ts'

const names = new Map(scenes.categories.map(({ id, name }) => [id, name]))

/** The demo scenes as a data set of Ultralytics, by relative paths, without the photos of its folder images. */
export function yoloFiles(): Record<string, string> {
  const classes = scenes.categories.map(({ name }, id) => `  ${id}: ${name}\n`).join('')
  const files: Record<string, string> = { 'data.yaml': `path: .\ntrain: images\nval: images\nnames:\n${classes}` }
  for (const { file_name } of scenes.images) files[`labels/${file_name.replace('.jpg', '.txt')}`] = ''
  for (const { image_id, category_id, bbox } of scenes.annotations) {
    const label = `labels/${sceneOf.get(image_id)!.file_name.replace('.jpg', '.txt')}`
    files[label] += `${classOf.get(category_id)} ${normalised(bbox, image_id)}\n`
  }
  return files
}

/** The demo scenes as Pascal VOC, by relative paths. */
export function vocFiles(): Record<string, string> {
  const files = scenes.images.map(({ id, file_name, width, height }) => {
    const objects = scenes.annotations
      .filter(({ image_id }) => image_id === id)
      .map(({ category_id, bbox: [x, y, w, h] }) => {
        const box = `<xmin>${x + 1}</xmin><ymin>${y + 1}</ymin><xmax>${x + w}</xmax><ymax>${y + h}</ymax>`
        return `<object><name>${names.get(category_id)}</name><bndbox>${box}</bndbox></object>`
      })
    const size = `<size><width>${width}</width><height>${height}</height></size>`
    const text = `<annotation><filename>${file_name}</filename>${size}${objects.join('\n')}</annotation>`
    return [`Annotations/${file_name.replace('.jpg', '.xml')}`, text]
  })
  return Object.fromEntries(files)
}

/** The demo scenes as CSV, boxes by their sizes or by their corners. */
export function csvText(form: 'SIZE' | 'CORNERS'): string {
  const header = form === 'SIZE' ? 'x,y,width,height' : 'xmin,ymin,xmax,ymax'
  const rows = scenes.annotations.map(({ image_id, category_id, area, bbox: [x, y, w, h] }) => {
    const { file_name, width, height } = sceneOf.get(image_id)!
    const box = form === 'SIZE' ? [x, y, w, h] : [x, y, x + w, y + h]
    return [file_name, width, height, names.get(category_id), ...box, area, 0].join(',')
  })
  const annotated = new Set(scenes.annotations.map(({ image_id }) => image_id))
  for (const { id, file_name, width, height } of scenes.images) {
    if (!annotated.has(id)) rows.push(`${file_name},${width},${height},,,,,,,`)
  }
  return [`file_name,image_width,image_height,category,${header},area,iscrowd`, ...rows].join('\r\n')
}
