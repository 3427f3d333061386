import { expect, test } from 'vitest'
import type { ProtocolEffect } from '../../eval/explain/protocolEffects.ts'
import { effectsText } from '../../src/cli/effectsText.ts'

const effect = (changes: Partial<ProtocolEffect>): ProtocolEffect => ({
  setting: 'MAX_DETECTIONS',
  from: 'one',
  to: 'other',
  ap: 0.5,
  difference: 0,
  explanation: 'Why.',
  profiles: ['OMZ_ACCURACY_CHECKER'],
  ...changes,
})

const text = (...effects: Partial<ProtocolEffect>[]) =>
  effectsText({ pycocotools: 0.5, omzAccuracyChecker: 0.6, effects: effects.map(effect) }, 0.5)

test('the largest change comes first, whichever way it goes', () => {
  const changes = [{ difference: 0.01 }, { difference: -0.2 }, { difference: 0.1 }]
  expect(text(...changes).match(/^cap .*(?= {2}one)/gm)).toEqual([
    'cap      50.00  -20.00',
    'cap      50.00  +10.00',
    'cap      50.00  +1.00 ',
  ])
})

test('what is less than half a hundredth of a point is told as such, not as 0', () => {
  const lines = text({ difference: -4e-5 }, { difference: 1e-6 }, { difference: 0.00006 }).match(/^cap .*(?= {2}one)/gm)
  expect(lines).toEqual(['cap      50.00  +0.01 ', 'cap      50.00  <0.01 ', 'cap      50.00  <0.01 '])
})

test('a tool is explained by changes that it has, go its way and are a quarter of the distance', () => {
  const named = (changes: Partial<ProtocolEffect>) => text(changes).split('\n')[1]!.split('points ')[1]
  expect(named({ difference: 0.03 })).toBe('more: mostly cap (+3.00).')
  expect(named({ difference: 0.02 })).toBe('more.')
  expect(named({ difference: -0.03 })).toBe('more.')
  expect(named({ difference: 0.03, profiles: ['PYCOCOTOOLS'] })).toBe('more.')
})

test('where nothing is defined everything is n/a, and nothing is said to change nothing', () => {
  const effects = [effect({ ap: null, difference: null })]
  const lines = effectsText({ pycocotools: null, omzAccuracyChecker: null, effects }, null).split('\n')
  expect(lines[0]).toBe('pycocotools would say n/a.')
  expect(lines).toContainEqual(expect.stringMatching(/^cap +n\/a +n\/a +one +other$/))
  expect(lines.join()).not.toContain('Nothing is changed')
})

test('where nothing changes anything there is no table', () => {
  expect(text({}).split('\n').slice(2)).toEqual(['', 'Nothing is changed by cap, other.'])
})
