import { describe, expect, test } from 'vitest'
import { acceptPhotos } from '../../web/src/detect/acceptPhotos.ts'
import type { Photo, Run } from '../../web/src/detect/photo.ts'
import { photoAsJson } from '../../web/src/detect/photoAsJson.ts'
import { countCategories } from '../../web/src/detect/shownDetections.ts'
import { summarizePhotos } from '../../web/src/detect/summarizePhotos.ts'
import { runsAsGraphql } from '../../web/src/parts/runsAsGraphql.ts'

const box = { x: 10.5, y: 20, width: 30, height: 40 }
const found = (name: string, score: number) => ({ id: `${name} ${score}`, category: { name }, score, box })

const run: Run = {
  id: 'run_1',
  image: { id: 'img_1', width: 640, height: 480 },
  model: { name: 'demo' },
  timings: { decodeMs: 1, preprocessMs: 2, inferenceMs: 3, postprocessMs: 4 },
  detections: [found('dog', 0.9), found('bear', 0.5), found('dog', 0.31)],
}

const photo = (id: string, state: Photo['state'], run: Run | null = null): Photo => ({
  id,
  name: `${id}.jpg`,
  file: new Blob(),
  model: null,
  state,
  run,
})

test('a score that a detection has exactly lets it through, and categories are counted from there up', () => {
  expect(countCategories([run, run], { minScore: 0.5, categories: [] })).toEqual([
    ['bear', 2],
    ['dog', 2],
  ])
  expect(countCategories([run], { minScore: 0.95, categories: ['dog'] })).toEqual([['dog', 0]])
})

test('JSON has what is shown and by which filter, and nothing else', () => {
  expect(photoAsJson('a.jpg', run, { minScore: 0.3, categories: ['dog'] })).toEqual({
    image: { id: 'img_1', name: 'a.jpg', width: 640, height: 480 },
    model: 'demo',
    minScore: 0.3,
    categories: ['dog'],
    detections: [
      { category: 'dog', score: 0.9, box },
      { category: 'dog', score: 0.31, box },
    ],
  })
})

test('a category whose name has quotes cannot end the string of a query', () => {
  expect(runsAsGraphql([run], { minScore: 0.3, categories: ['7" tablet'] })).toContain('categories: ["7\\" tablet"]')
})

test('the query for all photos names 20 of them, which is what the server answers at once, and says what is left', () => {
  const text = runsAsGraphql(new Array(24).fill(run), { minScore: 0.5, categories: [] })
  expect([text.match(/node\(id/g)!.length, text.split('\n')[0]]).toEqual([
    20,
    '# 20 photos a query: 4 more are left for other queries.',
  ])
})

test('the summary counts photos that are done, objects as they are filtered, and failures', () => {
  const photos = [
    photo('a', { kind: 'done' }, run),
    photo('b', { kind: 'detecting' }),
    photo('c', { kind: 'failed', problem: { code: 'NETWORK', message: 'No answer.' } }),
  ]
  expect(summarizePhotos(photos, { minScore: 0.5, categories: [] })).toBe('1 of 3 photos done, 2 objects, 1 failed')
  expect(summarizePhotos(photos.slice(0, 1), { minScore: 0.6, categories: [] })).toBe('1 photo done, 1 object')
})

describe('acceptPhotos', () => {
  const file = (path: string, type: string) => ({ path, file: new File(['x'], path, { type }) })

  test('refuses by name what is given by itself and is no photo that the server reads', () => {
    const { photos, refused } = acceptPhotos([
      file('a.jpg', 'image/jpeg'),
      file('b.HEIC', ''),
      file('c.pdf', 'application/pdf'),
      file('d.gif', 'image/gif'),
      file('e.WEBP', ''),
    ])
    expect(photos.map(({ path }) => path)).toEqual(['a.jpg', 'e.WEBP'])
    expect(refused).toEqual(['b.HEIC', 'c.pdf', 'd.gif'])
  })

  test('leaves out the other files of a folder without a word, but not its photos of other kinds', () => {
    const files = [file('trip/a.png', 'image/png'), file('trip/notes.txt', 'text/plain'), file('trip/b.heic', '')]
    const { photos, refused } = acceptPhotos(files)
    expect([photos.map(({ path }) => path), refused]).toEqual([['trip/a.png'], ['trip/b.heic']])
  })
})
