import { cocoNames } from './cocoNames.ts'

/**
 * Lightness and chroma, from dark to light: of those that keep black text at 7 to 1 at every hue, the ones whose 80
 * colours, 20 hues each, lie farthest from each other as a screen of sRGB shows them (found by trying).
 */
const levels = [
  [0.72, 0.16],
  [0.76, 0.11],
  [0.83, 0.13],
  [0.87, 0.12],
] as const

/** Degrees by which the hues of each level are turned, so that they lie between those of the one before. */
const turn = 13

function hashOf(name: string): number {
  let hash = 2166136261
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619)
  // Avalanche, as in MurmurHash3.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * A colour for boxes of a category, the same wherever it is shown. Light enough for black text on it (7 to 1). Those of
 * COCO have one of 80 places each, and those that follow each other lie far apart; other names are hashed to a place
 * anywhere on the circle.
 */
export function colorOfCategory(name: string): string {
  const known = cocoNames.indexOf(name)
  const hash = hashOf(name)
  const level = known === -1 ? hash & 3 : (known + Math.floor(known / 20)) % 4
  const hue = known === -1 ? (hash >>> 2) % 360 : ((known * 7) % 20) * 18
  const [lightness, chroma] = levels[level]!
  return `oklch(${lightness} ${chroma} ${(hue + turn * level) % 360})`
}
