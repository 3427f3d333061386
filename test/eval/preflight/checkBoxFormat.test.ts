import { expect, test } from 'vitest'
import { boxesInRows, findingOf, findingsOf, type Input } from './preflight.ts'

const boxes = boxesInRows(12)
type Numbers = readonly number[]

/** Twelve objects, and detections that find them but write their boxes in some other way. */
const written = (write: (box: Numbers) => Numbers): Input => ({
  annotations: boxes.map(bbox => ({ bbox })),
  detections: boxes.map(bbox => ({ bbox: write(bbox) })),
})

test.for([
  ['x1,y1,x2,y2', ([x, y, w, h]: Numbers) => [x!, y!, x! + w!, y! + h!]],
  ['cx,cy,width,height', ([x, y, w, h]: Numbers) => [x! + w! / 2, y! + h! / 2, w!, h!]],
  ['y1,x1,y2,x2', ([x, y, w, h]: Numbers) => [y!, x!, y! + h!, x! + w!]],
  ['y,x,height,width', ([x, y, w, h]: Numbers) => [y!, x!, h!, w!]],
  ['y,x,width,height', ([x, y, w, h]: Numbers) => [y!, x!, w!, h!]],
] as const)('boxes written as %s are told by the IoU that they would have', ([name, write]) => {
  const finding = findingOf('BOX_FORMAT_SUSPECT', written(write))
  expect(finding).toEqual({
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message: expect.stringMatching(
      `^Read as ${name} the median IoU of 12 well-scored detections with the ground truth rises from 0\\.[0-3]\\d to 1\\.00\\.$`,
    ),
    hint: 'Write boxes as x, y, width, height in pixels, x and y the upper left corner.',
    count: 12,
  })
})

const photos = [
  { id: 1, width: 640, height: 480 },
  { id: 2, width: 375, height: 500 },
]
const objects = photos.flatMap(({ id: image_id, width, height }) =>
  Array.from({ length: 6 }, (_, i) => ({
    image_id,
    bbox: [i * 0.15 * width, (5 - i) * 0.15 * height, 0.25 * width, 0.25 * height] as Numbers,
  })),
)

/** Boxes brought to a model's input: the scale of x and y, and where the image's upper left corner lies. */
const inInput = (bring: (width: number, height: number) => Numbers): Input => ({
  images: photos,
  annotations: objects,
  detections: objects.map(({ image_id, bbox: [x, y, w, h] }) => {
    const { width, height } = photos[image_id - 1]!
    const [sx, sy, left, top] = bring(width, height)
    return { image_id, bbox: [x! * sx! + left!, y! * sy! + top!, w! * sx!, h! * sy!] }
  }),
})

test.for([
  ['416×416 model input (images stretched)', (width: number, height: number) => [416 / width, 416 / height, 0, 0]],
  ['900×333 model input (images stretched)', (width: number, height: number) => [900 / width, 333 / height, 0, 0]],
  [
    '1333×1333 model input (images padded at the right and bottom)',
    (width: number, height: number) => [1333 / Math.max(width, height), 1333 / Math.max(width, height), 0, 0],
  ],
  [
    '1280×1280 model input (images centred between borders)',
    (width: number, height: number) => {
      const scale = 1280 / Math.max(width, height)
      return [scale, scale, (1280 - width * scale) / 2, (1280 - height * scale) / 2]
    },
  ],
] as const)('boxes in pixels of a %s are told, unless the sizes of images are unknown', ([name, bring]) => {
  const input = inInput(bring)
  const finding = findingOf('BOX_FORMAT_SUSPECT', input)
  expect(finding).toMatchObject({ severity: 'SUSPICION', count: 12 })
  expect(finding!.message).toMatch(/^Read as pixels of a .* rises from 0\.[0-4]\d to 1\.00\.$/)
  expect(finding!.message).toContain(`of a ${name} the median IoU of 12 well-scored`)
  expect(finding!.hint).toContain("from the model's input to the image")
  expect(findingsOf({ ...input, images: photos.map(({ id }) => ({ id })) })).toEqual([])
})

test("corners in pixels of a model's input are told as both", () => {
  const { detections, ...rest } = inInput((width, height) => [640 / width, 640 / height, 0, 0])
  const corners = detections!.map(({ image_id, bbox }) => {
    const [x, y, w, h] = bbox as Numbers
    return { image_id, bbox: [x!, y!, x! + w!, y! + h!] }
  })
  expect(findingOf('BOX_FORMAT_SUSPECT', { ...rest, detections: corners })!.message).toMatch(
    /^Read as x1,y1,x2,y2 in pixels of a 640×640 model input \(images stretched\) the median/,
  )
})

test('boxes that lie on their objects are no finding, and neither are boxes that lie on nothing in any format', () => {
  expect(findingsOf(written(box => box))).toEqual([])
  expect(findingsOf(written(([, , w]) => [860 + w!, 900, 950, 950]))).toEqual([])
})

test('fewer than ten detections tell nothing', () => {
  const { annotations, detections } = written(([x, y, w, h]) => [x!, y!, x! + w!, y! + h!])
  expect(findingsOf({ annotations, detections: detections!.slice(0, 9) })).toEqual([])
})

test('boxes on a crowd say nothing about how boxes are written', () => {
  const crowds = boxes.map(([x, y, w, h]) => ({ bbox: [x, y, x + w, y + h], iscrowd: 1 }))
  const { annotations, detections } = written(([x, y, w, h]) => [x!, y!, x! + w!, y! + h!])
  expect(findingOf('BOX_FORMAT_SUSPECT', { annotations: [...annotations!, ...crowds], detections })).toBeDefined()
})

test('values from 0 to 1 are called normalised', () => {
  const input = written(box => box.map(value => value / 1000))
  expect(findingOf('BOX_FORMAT_SUSPECT', input)).toEqual({
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message: 'All 48 box values are <= 1: they look normalised, but pixels are expected.',
    hint: "Multiply x and width by the image's width, y and height by its height.",
    count: 12,
  })
})

test('a value in a hundred may lie outside 0 to 1, as of boxes that reach over the edge', () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ bbox: [0.5, i < 4 ? 1.01 : 0.5, 0.2, 0.2] }))
  expect(findingOf('BOX_FORMAT_SUSPECT', { detections: many })!.message).toContain('396 of 400 box values are <= 1')
  const more = [...many, { bbox: [100, 100, 50, 50] }, { bbox: [100, 100, 50, 50] }]
  expect(findingOf('BOX_FORMAT_SUSPECT', { detections: more })).toBeUndefined()
})

const normalised = { bbox: [0.1, 0.1, 0.2, 0.2] }

test('a normalised ground truth is told by detections in pixels, or by the sizes of its images', () => {
  const message = 'All 4 box values of the ground truth are <= 1: they look normalised, but pixels are expected.'
  const inPixels = { images: [{ id: 1 }], annotations: [normalised] }
  expect(findingOf('BOX_FORMAT_SUSPECT', inPixels)).toMatchObject({ severity: 'SUSPICION', message, count: 1 })
  expect(findingOf('BOX_FORMAT_SUSPECT', { annotations: [normalised], detections: [normalised] })).toMatchObject({
    message,
  })
})

test('normalised boxes against normalised ground truth are no finding where nothing speaks of pixels', () => {
  expect(findingsOf({ images: [{ id: 1 }], annotations: [normalised], detections: [normalised] })).toEqual([])
})

test('many negative sizes tell of both mistakes that make them', () => {
  const differences = written(([x, y, w, h]) => [x!, y!, w! - x!, h! - y!])
  expect(findingOf('BOX_FORMAT_SUSPECT', differences)).toEqual({
    code: 'BOX_FORMAT_SUSPECT',
    severity: 'SUSPICION',
    message:
      '12 of 12 detections have a negative width or height (first: entry 0, entry 1, entry 2) and match nothing: either ' +
      'x,y,width,height were read as x1,y1,x2,y2, or the corners of a box are in the wrong order.',
    hint:
      'If the values are x, y, width, height, head the columns so, and subtract nothing; if they are corners, give the ' +
      'upper left one first.',
    count: 12,
  })
})

test('one negative size in a hundred does not tell another format', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ bbox: [100, 100, i % 100 === 0 ? -5 : 50, 50 + i] }))
  expect(findingOf('BOX_FORMAT_SUSPECT', { detections: many })).toBeUndefined()
})
