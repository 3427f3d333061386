import type { GraphBuilder } from '../onnx/createGraph.ts'

/** Anchors of a level that may be answered; `K` is their number and varies. */
export type Candidates = {
  /** int64 `[K]`: position in the level's map, row by row */
  position: string
  /** int64 `[K]`: which of the anchors at that position */
  anchor: string
  /** int64, scalar: columns of the map */
  width: string
  /** float32 `[N, classes, K]` */
  logits: string
  /** float32 `[N, K, 4]` */
  regression: string
}

/**
 * What a sigmoid of float32 may be off by, and more: its results are 6e-8 apart near 1. It is taken off the score, not the
 * logit, of which near 1 a large step is a small one of the score. Few anchors more get through.
 */
const margin = 1e-6

/** What a sigmoid turns into a little less than `score`; -Infinity where that is nothing. */
function logitBelow(score: number): number {
  const below = Math.max(score - margin, 0)
  return Math.log(below / (1 - below))
}

/**
 * Picks the anchors of a level that have a score near or above the threshold in some image of the batch, in the
 * original's order: row, column, anchor. A few hundred of hundreds of thousands are left, so that what follows costs
 * nothing; which of them are answered is decided later, by their exact scores.
 */
export function candidates(
  graph: GraphBuilder,
  maps: { classification: string; regression: string },
  { anchors, classes, scoreThreshold }: { anchors: number; classes: number; scoreThreshold: number },
): Candidates {
  const { op, integers, float, length } = graph
  const logits = op('Reshape', [maps.classification, integers([0, anchors, classes, -1])])
  const ofImage = op('ReduceMax', [logits], { axes: [2], keepdims: 0 })
  const best = op('ReduceMax', [ofImage], { axes: [0], keepdims: 0 })
  const rows = op('Reshape', [op('Transpose', [best], { perm: [1, 0] }), integers([-1])])
  const found = op('NonZero', [op('Greater', [rows, float(logitBelow(scoreThreshold))])])
  const row = op('Reshape', [found, integers([-1])])

  const position = op('Div', [row, integers(anchors)])
  const anchor = op('Mod', [row, integers(anchors)])
  const width = length(maps.classification, 3)
  const area = op('Mul', [length(maps.classification, 2), width])

  /** Where the first of an anchor's channels lies in a map without dimensions, at each candidate. */
  const first = (channels: number) => op('Add', [op('Mul', [op('Mul', [anchor, integers(channels)]), area]), position])
  /** From one channel to the next it is a whole map further. */
  const steps = (channels: number) => op('Mul', [integers([...Array(channels).keys()]), area])
  const flat = (map: string) => op('Reshape', [map, integers([0, -1])])

  const logitIndex = op('Add', [
    op('Unsqueeze', [first(classes), integers([0])]),
    op('Unsqueeze', [steps(classes), integers([1])]),
  ])
  const regressionIndex = op('Add', [
    op('Unsqueeze', [first(4), integers([1])]),
    op('Unsqueeze', [steps(4), integers([0])]),
  ])
  return {
    position,
    anchor,
    width,
    logits: op('Gather', [flat(maps.classification), logitIndex], { axis: 1 }),
    regression: op('Gather', [flat(maps.regression), regressionIndex], { axis: 1 }),
  }
}
