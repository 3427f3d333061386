import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding } from '../../eval/finding.ts'
import { apiHint } from '../../src/graphql/apiHint.ts'

const finding = (code: Finding['code'], severity: Finding['severity']) => ({ code, severity, message: 'm', count: 1 })

test('options of the command line are left out of hints, whatever they are', () => {
  expect(apiHint('Set matchBy: FILE_NAME (--match-by FILE_NAME).')).toBe('Set matchBy: FILE_NAME.')
  expect(apiHint('Leave categorySpace (--category-space) out.')).toBe('Leave categorySpace out.')
  expect(apiHint('A floor of 0.05, or set allowTruncated: true (--allow-truncated): it is marked.')).toBe(
    'A floor of 0.05, or set allowTruncated: true: it is marked.',
  )
  expect(apiHint(undefined)).toBeNull()
})

test('a suspicion says how it is accepted; nothing else does', () => {
  const suspicion = finding('BOX_FORMAT_SUSPECT', 'SUSPICION')
  expect(apiHint('Write pixels.', suspicion)).toBe(
    'Write pixels. If it is right as it is, set overrides: [BOX_FORMAT_SUSPECT].',
  )
  expect(apiHint(undefined, suspicion)).toMatch(/BOX_FORMAT_SUSPECT/)
  expect(apiHint('Write pixels.', finding('BOX_FORMAT_SUSPECT', 'WARNING'))).toBe('Write pixels.')
  const floor = finding('SCORE_FLOOR_TOO_HIGH', 'SUSPICION')
  expect(apiHint('Set allowTruncated: true (--allow-truncated).', floor)).toBe('Set allowTruncated: true.')
})

test('every mention of a flag in the messages of pre-flight and readers is of the form that is left out', () => {
  const folders = ['eval', 'eval/preflight', 'eval/resolve', 'src/formats', 'src/runs']
  const files = folders.flatMap(folder =>
    readdirSync(resolve(folder)).flatMap(name => (name.endsWith('.ts') ? [resolve(folder, name)] : [])),
  )
  const mentions = files.flatMap(file => readFileSync(file, 'utf8').match(/.{0,3}--[a-z][a-z-]+[^`'"\n]{0,25}/g) ?? [])
  expect(mentions.length).toBeGreaterThan(5)
  for (const mention of mentions) expect(mention).toMatch(/ \(--[a-z-]+(\)| [A-Z$])/)
})
