export type Colour = readonly [red: number, green: number, blue: number]

const palette: readonly Colour[] = [
  [255, 64, 64],
  [64, 200, 64],
  [80, 120, 255],
  [255, 200, 0],
  [220, 70, 240],
  [0, 210, 210],
  [255, 130, 20],
  [150, 90, 40],
  [255, 150, 190],
  [160, 230, 20],
  [110, 40, 180],
  [0, 120, 100],
  [150, 200, 255],
  [170, 20, 70],
  [240, 230, 140],
  [90, 90, 110],
]

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * A colour for each label: the same one in every picture (by an FNV-1a hash of the label) unless another label of this
 * picture has it, so that up to 16 labels of one picture never share a colour.
 */
export function labelColours(labels: Iterable<string>): Map<string, Colour> {
  const colours = new Map<string, Colour>()
  const taken = new Set<number>()
  for (const label of [...new Set(labels)].sort()) {
    let place = hashOf(label) % palette.length
    while (taken.size < palette.length && taken.has(place)) place = (place + 1) % palette.length
    taken.add(place)
    colours.set(label, palette[place]!)
  }
  return colours
}
