import { expect, test } from 'vitest'
import { InvalidInput } from '../../../eval/invalidInput.ts'
import { type ResolveOptions, resolveDetections } from '../../../eval/resolve/resolveDetections.ts'
import { type Input, packInput } from '../preflight/preflight.ts'

function resolved(input: Input, options: ResolveOptions = {}) {
  const { groundTruth, detections } = packInput(input)
  return resolveDetections(groundTruth, detections, options)
}

const imageIdsOf = (input: Input, options?: ResolveOptions) => [...resolved(input, options).imageIds]
const categoryIdsOf = (input: Input, options?: ResolveOptions) => [...resolved(input, options).categoryIds]

/** The error of the two, caught. */
function refusalOf(input: Input, options?: ResolveOptions): InvalidInput {
  try {
    resolved(input, options)
  } catch (error) {
    if (error instanceof InvalidInput) return error
    throw error
  }
  throw new Error('Expected a refusal')
}

const named = (...names: string[]) => names.map(file_name => ({ file_name }))
const numbered = (...ids: number[]) => ids.map(image_id => ({ image_id }))
const ofCategories = (...ids: number[]) => ids.map(category_id => ({ category_id }))
const ofNames = (...names: string[]) => names.map(category_name => ({ category_name }))

const photos = {
  images: [
    { id: 70, file_name: 'val2017/000000000139.jpg' },
    { id: 71, file_name: 'val2017/000000000000.jpg' },
    { id: 72, file_name: 'photo.v2.jpg' },
    { id: 73, file_name: 'A7.JPG' },
  ],
}

test('ids stay as they are, also those that the ground truth lacks', () => {
  const input = {
    ...photos,
    detections: [
      { image_id: 70, category_id: 3 },
      { image_id: 139, category_id: 0 },
    ],
  }
  expect(imageIdsOf(input)).toEqual([70, 139])
  expect(categoryIdsOf(input)).toEqual([3, 0])
  expect(categoryIdsOf(input, { categorySpace: 'GROUND_TRUTH', matchBy: 'IMAGE_ID' })).toEqual([3, 0])
})

test('with FILE_NAME a number is the stem of a file, whatever its leading zeros; what matches nothing is listed', () => {
  const input = { ...photos, detections: numbered(139, 0, 70, 139, 70) }
  const { imageIds, unmatched } = resolved(input, { matchBy: 'FILE_NAME' })
  expect([...imageIds]).toEqual([70, 71, NaN, 70, NaN])
  expect(unmatched.images).toEqual([{ label: '70', count: 2 }])
})

test('a name is matched without its folders, its extension and the leading zeros of a number', () => {
  const names = [
    'val2017/000000000139.jpg',
    '139.png',
    'out\\labels\\139.txt',
    '000139',
    'photo.v2',
    'photo.v2.txt',
    'A7',
  ]
  expect(imageIdsOf({ ...photos, detections: named(...names) })).toEqual([70, 70, 70, 70, 72, 72, 73])
  const { imageIds, unmatched } = resolved({ ...photos, detections: named('a7.jpg', 'photo', '1390.jpg', 'photo', '') })
  expect([...imageIds]).toEqual([NaN, NaN, NaN, NaN, NaN])
  expect(unmatched.images).toEqual([
    { label: '"a7.jpg"', count: 1 },
    { label: '"photo"', count: 2 },
    { label: '"1390.jpg"', count: 1 },
    { label: '""', count: 1 },
  ])
})

const twins = {
  images: [
    { id: 1, file_name: 'a/1.jpg' },
    { id: 2, file_name: 'b/1.jpg' },
  ],
}

test('a full path comes before the stem', () => {
  expect(imageIdsOf({ ...twins, detections: named('b/1.jpg', './a/1.jpg', 'b\\1.jpg') })).toEqual([2, 1, 2])
})

test('a name that may be two images is refused with both', () => {
  expect(refusalOf({ ...twins, detections: named('a/1.jpg', '1.jpg') })).toMatchObject({
    code: 'DATASET_INVALID',
    message:
      'Expected "1.jpg" (first: entry 1) to mean one image of the ground truth but it may be "a/1.jpg" or "b/1.jpg".',
    hint: 'Give the image by its id, or by the path that the ground truth has.',
  })
  expect(refusalOf({ ...twins, detections: numbered(1) }, { matchBy: 'FILE_NAME' }).message).toContain(
    'Expected 1 (first: entry 0) to mean',
  )
})

test('images without a file name match no name', () => {
  expect(imageIdsOf({ images: [{ id: 1 }, { id: 2 }], detections: named('', 'x') })).toEqual([NaN, NaN])
})

const street = {
  categories: [
    { id: 100, name: 'Person' },
    { id: 101, name: 'traffic_light' },
    { id: 102, name: 'stop-sign' },
  ],
}

test.for([
  ['COCO_91', [1, 10, 13]],
  ['INDEX_80', [0, 9, 11]],
  ['ONE_TO_80', [1, 10, 12]],
] as const)('numbers of %s go to the categories of the same names', ([categorySpace, ids]) => {
  expect(categoryIdsOf({ ...street, detections: ofCategories(...ids) }, { categorySpace })).toEqual([100, 101, 102])
})

test('numbers outside their space, and of categories that the ground truth lacks, are listed', () => {
  const detections = ofCategories(12, 0, 91, 2, 2)
  const { categoryIds, unmatched, givenCategoryIds } = resolved({ ...street, detections }, { categorySpace: 'COCO_91' })
  expect([...categoryIds]).toEqual([NaN, NaN, NaN, NaN, NaN])
  expect([...givenCategoryIds]).toEqual([12, 0, 91, 2, 2])
  expect(unmatched.categories).toEqual([
    { label: '12', count: 1 },
    { label: '0', count: 1 },
    { label: '91', count: 1 },
    { label: '2 (bicycle)', count: 2 },
  ])
})

test('where the ground truth gives its categories numbers for names, the ids of COCO are taken', () => {
  const categories = [...[1, 13].map(id => ({ id, name: String(id) })), { id: 500, name: '14' }]
  expect(categoryIdsOf({ categories, detections: ofCategories(0, 11, 12) }, { categorySpace: 'INDEX_80' })).toEqual([
    1,
    13,
    NaN,
  ])
})

test('names match whatever their case, hyphens and underscores, the same spelling first', () => {
  const detections = ofNames('person', 'Traffic-Light', 'STOP  sign', 'trafficlight')
  expect(categoryIdsOf({ ...street, detections })).toEqual([100, 101, 102, NaN])
  const categories = [...street.categories, { id: 103, name: 'person' }]
  expect(categoryIdsOf({ categories, detections: ofNames('person', 'Person') })).toEqual([103, 100])
})

test('a name that may be two categories is refused with both, if a detection has it', () => {
  const categories = [...street.categories, { id: 103, name: 'PERSON' }]
  expect(categoryIdsOf({ categories, detections: ofNames('stop sign') })).toEqual([102])
  expect(refusalOf({ categories, detections: ofNames('person') })).toMatchObject({
    code: 'DATASET_INVALID',
    message:
      'Expected "person" (first: entry 0) to mean one category of the ground truth but it may be "Person" or "PERSON".',
    hint: 'Give the category by its id, or by the name that the ground truth has.',
  })
})

test('a space that the detections cannot be in is refused', () => {
  expect(refusalOf({ ...street, detections: ofNames('person') }, { categorySpace: 'INDEX_80' })).toMatchObject({
    code: 'OPTIONS_INVALID',
    message: 'Expected categorySpace NAME for detections whose categories are names but received INDEX_80.',
  })
  expect(refusalOf({ ...street, detections: ofCategories(1) }, { categorySpace: 'NAME' }).message).toBe(
    'Expected a categorySpace of ids for detections whose categories are ids but received NAME.',
  )
  expect(categoryIdsOf({ ...street, detections: ofNames('person') }, { categorySpace: 'NAME' })).toEqual([100])
})

test('ids in place of names, or names in place of ids, are refused and not passed over', () => {
  const input = { ...street, detections: ofNames('person') }
  expect(refusalOf(input, { categorySpace: 'GROUND_TRUTH' }).message).toContain('but received GROUND_TRUTH')
  expect(refusalOf({ ...photos, detections: named('139.jpg') }, { matchBy: 'IMAGE_ID' })).toMatchObject({
    code: 'OPTIONS_INVALID',
    message: 'Expected matchBy FILE_NAME for detections whose images are names but received IMAGE_ID.',
    hint: 'Leave matchBy (--match-by) out.',
  })
})

test('numbers are file names, unless told, where the ids of the images were made up', () => {
  const { groundTruth, detections } = packInput({ ...photos, detections: numbered(139, 70) })
  const images = { ...groundTruth.images, madeUpIds: true as const }
  const { imageIds, matchBy } = resolveDetections({ ...groundTruth, images }, detections)
  expect([...imageIds]).toEqual([70, NaN])
  expect(matchBy).toBe('FILE_NAME')
  const told = resolveDetections({ ...groundTruth, images }, detections, { matchBy: 'IMAGE_ID' })
  expect([...told.imageIds]).toEqual([139, 70])
})

test('ids of categories whose ids were made up are refused unless it is said what they are', () => {
  const { groundTruth, detections } = packInput({ ...street, detections: ofCategories(9) })
  const truth = { ...groundTruth, madeUpCategoryIds: true as const }
  expect(() => resolveDetections(truth, detections)).toThrowError(
    expect.objectContaining({
      code: 'CATEGORY_SPACE_MISMATCH',
      message:
        'Expected names of categories, as the ground truth has names and no ids of them, but entry 0 of the detections has category_id 9.',
    }),
  )
  expect([...resolveDetections(truth, detections, { categorySpace: 'INDEX_80' }).categoryIds]).toEqual([101])
  expect([...resolveDetections(truth, detections, { categorySpace: 'GROUND_TRUTH' }).categoryIds]).toEqual([9])
  const byName = packInput({ ...street, detections: ofNames('person') }).detections
  expect([...resolveDetections(truth, byName).categoryIds]).toEqual([100])
})

test('a name is shown in a line, cut and without control characters', () => {
  const { unmatched } = resolved({ ...photos, detections: named(`\u001b[31m\n${'x'.repeat(5000)}`) })
  expect(unmatched.images[0]!.label).toMatch(/^"\\u001b\[31m\\nx{60,80}…"$/)
})

test('how detections were matched is told: names go by file name and by name', () => {
  const input = { ...photos, ...street, detections: [{ file_name: '139.jpg', category_name: 'person' }] }
  expect(resolved(input)).toMatchObject({ matchBy: 'FILE_NAME', categorySpace: 'NAME' })
  expect(resolved(street)).toMatchObject({ matchBy: 'IMAGE_ID', categorySpace: 'GROUND_TRUTH' })
  expect(resolved(street, { matchBy: 'FILE_NAME', categorySpace: 'COCO_91' })).toMatchObject({
    matchBy: 'FILE_NAME',
    categorySpace: 'COCO_91',
  })
})
