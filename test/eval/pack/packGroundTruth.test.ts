import { expect, test } from 'vitest'
import type { CocoGroundTruth } from '../../../eval/groundTruth.ts'
import { InvalidInput } from '../../../eval/invalidInput.ts'
import { createGroundTruthBuilder } from '../../../eval/pack/createGroundTruthBuilder.ts'
import { packGroundTruth } from '../../../eval/pack/packGroundTruth.ts'

const image = { id: 1, file_name: 'a.jpg', width: 640, height: 480 }
const annotation = { id: 5, image_id: 1, category_id: 18, bbox: [1, 2, 3, 4], area: 10, iscrowd: 0 }
const dog = { id: 18, name: 'dog' }

const packed = (change: object) =>
  packGroundTruth({ images: [image], annotations: [annotation], categories: [dog], ...change } as CocoGroundTruth)

function complaintOf(change: object): string {
  try {
    packed(change)
  } catch (error) {
    if (error instanceof InvalidInput) return `${error.code} ${error.message}`
    throw error
  }
  return 'none'
}

test('images, annotations and categories become columns in their order', () => {
  const crowd = { id: 0, image_id: 2, category_id: 18, bbox: [-1.5, 0, 0, -4], area: 0.25, iscrowd: 1, ignore: 1 }
  const groundTruth = packed({ images: [image, { id: -3 }], annotations: [annotation, crowd] })
  expect(groundTruth).toEqual({
    images: {
      ids: Float64Array.of(1, -3),
      fileNames: ['a.jpg', ''],
      widths: Float64Array.of(640, 0),
      heights: Float64Array.of(480, 0),
    },
    annotations: {
      ids: Float64Array.of(5, 0),
      imageIds: Float64Array.of(1, 2),
      categoryIds: Float64Array.of(18, 18),
      boxes: Float64Array.of(1, 2, 3, 4, -1.5, 0, 0, -4),
      areas: Float64Array.of(10, 0.25),
      crowds: Uint8Array.of(0, 1),
    },
    categories: [dog],
    defaulted: { iscrowd: 0, area: 0 },
  })
})

test('an area and an iscrowd that are left out or null are defaulted and counted', () => {
  const { area: _, iscrowd: __, ...bare } = annotation
  const { annotations, defaulted } = packed({
    annotations: [bare, { ...annotation, id: 6, area: null, iscrowd: null }, { ...annotation, id: 7, area: null }],
  })
  expect(annotations.areas).toEqual(Float64Array.of(12, 12, 12))
  expect(annotations.crowds).toEqual(Uint8Array.of(0, 0, 0))
  expect(defaulted).toEqual({ area: 3, iscrowd: 2 })
})

test('iscrowd may be true or false, and any number but 0 is a crowd', () => {
  const crowds = [true, false, 2, -1, 0.5, -0].map((iscrowd, id) => ({ ...annotation, id, iscrowd }))
  expect(packed({ annotations: crowds }).annotations.crowds).toEqual(Uint8Array.of(1, 0, 1, 1, 1, 0))
})

test('a crowd of a table may be any number but 0 too', () => {
  const builder = createGroundTruthBuilder()
  builder.addAnnotationRows(Float64Array.of(1, 1, 18, 0, 0, 1, 1, 1, 2, 2, 1, 18, 0, 0, 1, 1, 1, 0), 2)
  expect(builder.finish().annotations.crowds).toEqual(Uint8Array.of(1, 0))
})

test.each([
  [{ file_name: 5 }, { fileNames: [''] }],
  [
    { width: -1, height: '480' },
    { widths: Float64Array.of(0), heights: Float64Array.of(0) },
  ],
  [
    { width: Infinity, height: null },
    { widths: Float64Array.of(0), heights: Float64Array.of(0) },
  ],
])('what an image has of another form, such as %j, is as good as left out', (change, columns) => {
  expect(packed({ images: [{ ...image, ...change }] }).images).toMatchObject(columns)
})

test('a category without a name is named by its id', () => {
  expect(packed({ categories: [{ id: 3 }, { id: 4, name: null }] }).categories).toEqual([
    { id: 3, name: '3' },
    { id: 4, name: '4' },
  ])
})

test('more annotations than there is room for at first are all kept', () => {
  const annotations = Array.from({ length: 5000 }, (_, id) => ({ ...annotation, id }))
  expect(packed({ annotations }).annotations.ids).toEqual(Float64Array.from(annotations, ({ id }) => id))
})

test.each([
  [{ images: undefined }, 'images: expected an array, received nothing.'],
  [{ annotations: {} }, 'annotations: expected an array, received {…}.'],
  [{ categories: 'dog' }, 'categories: expected an array, received "dog".'],
  [{ images: [image, 7] }, 'images[1]: expected an object, received 7.'],
  [{ images: [[]] }, 'images[0]: expected an object, received [].'],
  [{ images: [{}] }, 'images[0].id: expected an integer, received nothing.'],
  [{ images: [{ id: true }] }, 'images[0].id: expected an integer, received true.'],
  [{ images: [{ id: '1' }] }, 'images[0].id: expected an integer, received "1".'],
  [{ images: [{ id: 1.5 }] }, 'images[0].id: expected an integer, received 1.5.'],
  [{ images: [{ id: 2 ** 53 }] }, 'images[0].id: expected an integer of at most 2^53 - 1, received 9007199254740992.'],
  [{ annotations: [null] }, 'annotations[0]: expected an object, received null.'],
  [{ annotations: [{ ...annotation, id: undefined }] }, 'annotations[0].id: expected an integer, received nothing.'],
  [{ annotations: [{ ...annotation, image_id: 0.5 }] }, 'annotations[0].image_id: expected an integer, received 0.5.'],
  [
    { annotations: [{ ...annotation, category_id: [18] }] },
    'annotations[0].category_id: expected an integer, received [18].',
  ],
  [
    { annotations: [annotation, { ...annotation, bbox: [1, 2, null, 4] }] },
    'annotations[1].bbox: expected 4 finite numbers, received [1, 2, null, 4].',
  ],
  [
    { annotations: [{ ...annotation, bbox: [1, 2, 3] }] },
    'annotations[0].bbox: expected 4 finite numbers, received [1, 2, 3].',
  ],
  [
    { annotations: [{ ...annotation, bbox: [1, 2, 3, Infinity] }] },
    'annotations[0].bbox: expected 4 finite numbers, received [1, 2, 3, Infinity].',
  ],
  [
    { annotations: [{ ...annotation, bbox: undefined }] },
    'annotations[0].bbox: expected 4 finite numbers, received nothing.',
  ],
  [{ annotations: [{ ...annotation, area: NaN }] }, 'annotations[0].area: expected a finite number, received NaN.'],
  [{ annotations: [{ ...annotation, iscrowd: '0' }] }, 'annotations[0].iscrowd: expected 0 or 1, received "0".'],
  [{ annotations: [{ ...annotation, iscrowd: [] }] }, 'annotations[0].iscrowd: expected 0 or 1, received [].'],
  [{ categories: [dog, { id: 2, name: 7 }] }, 'categories[1].name: expected a string, received 7.'],
  [{ categories: [{ name: 'dog' }] }, 'categories[0].id: expected an integer, received nothing.'],
])('%j: %s', (change, complaint) => {
  expect(complaintOf(change)).toBe(`DATASET_INVALID ${complaint}`)
})

test.each([
  [
    { images: [{ id: 7 }, image, { id: 1, file_name: 'b.jpg' }] },
    "Image id 1 occurs twice ('a.jpg', 'b.jpg'): entries 1 and 2.",
  ],
  [
    { annotations: [annotation, { ...annotation, id: 6 }, { ...annotation, image_id: 9 }] },
    'Annotation id 5 occurs twice (image 1, image 9): entries 0 and 2.',
  ],
  [{ categories: [dog, { id: 18, name: 'cat' }] }, "Category id 18 occurs twice ('dog', 'cat'): entries 0 and 1."],
])('%j: %s', (change, complaint) => {
  expect(complaintOf(change)).toBe(`DUPLICATE_ID ${complaint}`)
})

test('what is no object is refused', () => {
  expect(() => packGroundTruth(null as never)).toThrow(
    'Expected an object with images, annotations and categories but received null.',
  )
})

test('a complaint stays short however large and deep the value is', () => {
  let deep: unknown = 0
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(complaintOf({ annotations: [{ ...annotation, bbox: Array(1000).fill(deep) }] })).toBe(
    'DATASET_INVALID annotations[0].bbox: expected 4 finite numbers, ' +
      'received [[…], […], […], […], […], […], […], […], …] (1000 items).',
  )
  expect(complaintOf({ annotations: [{ ...annotation, area: 'x'.repeat(1000) }] })).toBe(
    `DATASET_INVALID annotations[0].area: expected a finite number, received "${'x'.repeat(79)}…".`,
  )
})
