import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiHint } from '../../src/graphql/apiHint.ts'
import { hintWords } from '../../web/src/parts/hintWords.ts'

test.each([
  ['Give pixels. If it is right as it is, set overrides: [BOX_FORMAT_SUSPECT].', 'Give pixels.'],
  ['If it is right as it is, set overrides: [BOX_FORMAT_SUSPECT].', null],
  [
    'Set categorySpace: INDEX_80, or give category names (80 of 80 names match).',
    'Read them as COCO’s 80 categories, counted from 0, or give category names (80 of 80 names match).',
  ],
  [
    'Add the photos by addDatasetImages, or set imageScope: EVALUATED_ONLY to leave these images out.',
    'Add the photos to the dataset, or leave these images out.',
  ],
  ['Set imageScope: EVALUATED_ONLY to leave them out.', 'Leave these images out.'],
  [
    'If the detector never ran there, set imageScope: EVALUATED_ONLY to leave them out; if it ran and found nothing, they must count.',
    'If the detector never ran there, leave these images out; if it ran and found nothing, they must count.',
  ],
  ['Set matchBy: FILE_NAME.', 'Match images by file name.'],
  [
    'Divide scores by 100. Or set allowTruncated: true to evaluate them as they are.',
    'Divide scores by 100. Or accept them as they are.',
  ],
  ['Or set allowTruncated: true to evaluate them as they are.', 'Or accept them as they are.'],
  ['Say which one it is by format.', 'Say under “Advanced” which format it is.'],
  ['Ask for fewer images by `first`, or for detections from a higher minScore up.', 'Choose a higher score.'],
  ['The line 3 is too long.', 'The line 3 is too long.'],
  [null, null],
])('the hint %j is said as %j', (hint, words) => expect(hintWords(hint)).toBe(words))

/** What a check says in quotes, with its joined parts in one and a name for each value that is filled in. */
function saidIn(source: string): string[] {
  const joined = source
    .replaceAll(/['`] \+\s*['`]/g, '')
    .replaceAll(/\$\{other\}/g, 'FILE_NAME')
    .replaceAll(/\$\{space\}/g, 'ONE_TO_80')
  const literals = joined.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals.map(literal => literal.slice(1, -1).replace(/^et imageScope/, 'Set imageScope'))
}

test('no hint of pre-flight comes to the page with the names of fields of the API', () => {
  const folders = ['eval/preflight', 'src/runs']
  const files = folders.flatMap(folder => readdirSync(folder).map(name => `${folder}/${name}`))
  const hints = files
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => saidIn(readFileSync(name, 'utf8').replaceAll(/\$\{(?!other|space)[^}]*\}/g, '9 ')))
    .filter(said => /\(--[a-z]|addDatasetImages|\b[Ss]et [a-z]+[A-Z]/.test(said))
  expect(hints.length).toBeGreaterThan(8)
  const left = hints.map(hint => hintWords(apiHint(hint))).filter(words => /\b[a-z]+[A-Z]\w*|--[a-z]/.test(words ?? ''))
  expect(left).toEqual([])
})
