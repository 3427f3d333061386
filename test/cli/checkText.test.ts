import { expect, test } from 'vitest'
import { checkReport, type Picture } from '../../src/cli/checkReport.ts'
import { checkText } from '../../src/cli/checkText.ts'

const names = ['ant', 'bee', 'cat']
const box = (x: number) => ({ x, y: 0, width: 10, height: 10 })

/** A picture in which these labels were seen side by side, over objects of these names where they are known. */
const picture = (labels: number[], objects?: string[]): Picture => ({
  path: 'p.jpg',
  width: 640,
  height: 480,
  seconds: 0.25,
  detections: labels.map((label, i) => ({ label, score: 0.9 - i / 10, box: box(i * 20) })),
  ...(objects && { objects: objects.map((name, i) => ({ name, box: box(i * 20) })) }),
})

const textOf = (pictures: Picture[], base: 0 | 1 = 0) => checkText(checkReport('m', pictures, names, base)).split('\n')

test('scenes are one table, with how many objects have their own name', () => {
  const scene = picture([0, 1, 1], ['ant', 'bee', 'bee', 'dog'])
  expect(textOf([scene, scene])).toEqual([
    '2 demo scenes: 6 found, 0.25 s a scene',
    '  category  found  best score',
    '  ant           2  0.900',
    '  bee           4  0.800',
    'of 6 objects 6 have their own name; with base 1 it would be 0',
    'nothing looks wrong',
  ])
})

test('scenes in which too little is found do not make labels right', () => {
  const empty = picture([], ['ant', 'bee'])
  expect(textOf([empty, empty])).toEqual([
    '2 demo scenes: 0 found, 0.25 s a scene',
    '  nothing scores 0.3 or more',
    'of 4 objects 0 have their own name; with base 1 it would be 0',
    "cannot tell whether its labels are one off: too few of the scenes' objects were found",
    'the scenes are drawings, which it may not know: give it a photograph with --image',
  ])
})

test('where nothing is found the best five below are shown, marked as not found', () => {
  const weak = picture([0, 1, 2, 3, 4, 5])
  const detections = weak.detections.map((each, i) => ({ ...each, score: 0.29 - i / 100 }))
  expect(textOf([{ ...weak, detections }])).toEqual([
    'p.jpg  640 × 480  0 found in 0.25 s',
    '  nothing scores 0.3 or more; the best below it, not counted as found:',
    '  with base 0, as it is  with base 1  found  best score',
    '  ant                    -                0  0.290',
    '  bee                    ant              0  0.280',
    '  cat                    bee              0  0.270',
    '  -                      cat              0  0.260',
    '  -                      -                0  0.250',
    expect.stringMatching(/^looks wrong/),
  ])
})

test('pictures are a table each, with the names under both bases', () => {
  expect(textOf([picture([0, 2]), picture([3])], 1)).toEqual([
    'p.jpg  640 × 480  2 found in 0.25 s',
    '  with base 1, as it is  with base 0  found  best score',
    '  -                      ant              1  0.900',
    '  bee                    cat              1  0.800',
    'p.jpg  640 × 480  1 found in 0.25 s',
    '  with base 1, as it is  with base 0  found  best score',
    '  cat                    -                1  0.900',
    'looks wrong: The model answered label 0, but the manifest names 1 to 3; with base 0 some would have none either: its labels may be others.',
  ])
  expect(textOf([picture([1])]).at(-1)).toBe('all labels have a name: do they fit the picture?')
})
