/** Candidates as columns of equal length; boxes by their corners. */
export type Candidates = {
  label: number[]
  score: number[]
  x1: number[]
  y1: number[]
  x2: number[]
  y2: number[]
}

/** Intersection over union of candidates `a` and `b`; 0 when neither has an area. */
function iou({ x1, y1, x2, y2 }: Candidates, a: number, b: number): number {
  const width = Math.min(x2[a]!, x2[b]!) - Math.max(x1[a]!, x1[b]!)
  const height = Math.min(y2[a]!, y2[b]!) - Math.max(y1[a]!, y1[b]!)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  const area = (i: number) => (x2[i]! - x1[i]!) * (y2[i]! - y1[i]!)
  return shared / (area(a) + area(b) - shared)
}

/**
 * Greedy non-maximum suppression in each class: from the highest score down, a candidate goes when its IoU with one
 * of its class that stayed is greater than `threshold`. Quadratic in the candidates of a class.
 * @param order indexes of the candidates, highest score first
 * @param limit stop when so many stayed
 * @returns those of `order` that stay, in their order
 */
export function nonMaximumSuppression(
  candidates: Candidates,
  order: readonly number[],
  threshold: number,
  limit: number,
): number[] {
  const stayed: number[] = []
  const byLabel = new Map<number, number[]>()
  for (const index of order) {
    if (stayed.length === limit) break
    const rivals = byLabel.get(candidates.label[index]!) ?? []
    if (rivals.some(rival => iou(candidates, rival, index) > threshold)) continue
    rivals.push(index)
    byLabel.set(candidates.label[index]!, rivals)
    stayed.push(index)
  }
  return stayed
}
