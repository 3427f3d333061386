import { expect, test } from 'vitest'
import { bootstrapOptionsOf, drawImages } from '../../../eval/bootstrap/drawImages.ts'
import { lanes } from '../../../eval/bootstrap/packedDraws.ts'

function draw(images: number, options: { replicates: number; seed: number }): string[] {
  const draws: string[] = []
  drawImages(images, options, ({ weights }, first) => {
    for (let lane = 0; lane < lanes; lane++)
      draws[first + lane] = weights.map(weight => (weight >>> (8 * lane)) & 0xff).join()
  })
  return draws
}

test('draws are of as many images, with replacement: of three images, the ten outcomes of 27 draws in their shares', () => {
  const expected = new Map<string, number>()
  for (let draw = 0; draw < 27; draw++) {
    const weights = [0, 0, 0]
    for (const image of [draw % 3, Math.floor(draw / 3) % 3, Math.floor(draw / 9)]) weights[image]!++
    expected.set(weights.join(), (expected.get(weights.join()) ?? 0) + 1 / 27)
  }
  const found = Map.groupBy(draw(3, { replicates: 20_000, seed: 1 }), weights => weights)
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort())
  for (const [weights, share] of expected)
    expect(Math.abs(found.get(weights)!.length / 20_000 - share)).toBeLessThan(0.015)
})

test('a seed draws the same images again, another seed others', () => {
  const drawn = (seed: number) => draw(5, { replicates: 50, seed })
  expect(drawn(5)).toEqual(drawn(5))
  expect(drawn(5)).not.toEqual(drawn(6))
})

test('the first draws of more replicates are those of fewer, where four do not divide them either', () => {
  const fewer = draw(5, { replicates: 10, seed: 2 })
  expect(fewer.slice(10)).toEqual(['0,0,0,0,0', '0,0,0,0,0'])
  expect(draw(5, { replicates: 30, seed: 2 }).slice(0, 10)).toEqual(fewer.slice(0, 10))
})

test('options are 1,000 replicates, seed 1 and 0.95 unless told', () => {
  expect(bootstrapOptionsOf({})).toEqual({ replicates: 1000, seed: 1, confidence: 0.95 })
  expect(bootstrapOptionsOf({ seed: 7, confidence: 0.5 })).toEqual({ replicates: 1000, seed: 7, confidence: 0.5 })
})

test.each([
  [{ replicates: 0 }, 'Expected an integer of at least 1 for replicates but received 0'],
  [{ replicates: 1.5 }, 'Expected an integer of at least 1 for replicates but received 1.5'],
  [{ confidence: 0 }, 'Expected a confidence between 0 and 1 but received 0'],
  [{ confidence: 1 }, 'Expected a confidence between 0 and 1 but received 1'],
  [{ confidence: NaN }, 'Expected a confidence between 0 and 1 but received NaN'],
  [{ seed: 0.5 }, 'Expected an integer for seed but received 0.5'],
])('%j is refused', (options, message) => {
  expect(() => bootstrapOptionsOf(options)).toThrow(message)
})
