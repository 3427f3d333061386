const prefixes = {
  Image: 'img',
  DetectionRun: 'run',
  Model: 'mdl',
  Detection: 'det',
  Upload: 'upl',
  Dataset: 'dst',
  Evaluation: 'evl',
} as const

export type NodeType = keyof typeof prefixes

const typeOf = new Map(Object.entries(prefixes).map(([type, prefix]) => [prefix as string, type as NodeType]))

const shape = /^([a-z]{3})_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})(?:_(\d{1,4}))?$/

/** The public id of a row: its type and its key, safe in addresses. A detection is its run's key and its place in it. */
export function toNodeId(type: NodeType, key: string, ordinal?: number): string {
  const id = `${prefixes[type]}_${key.replaceAll('-', '')}`
  return ordinal === undefined ? id : `${id}_${ordinal}`
}

/** Undefined for a text that `toNodeId` cannot have given. */
export function parseNodeId(id: string): { type: NodeType; key: string; ordinal: number | undefined } | undefined {
  const [, prefix, a, b, c, d, e, ordinal] = shape.exec(id) ?? []
  const type = typeOf.get(prefix ?? '')
  if (!type || (type === 'Detection') !== (ordinal !== undefined)) return undefined
  return { type, key: [a, b, c, d, e].join('-'), ordinal: ordinal === undefined ? undefined : Number(ordinal) }
}

/** The key in an id of this type; undefined when it is an id of another, or none. */
export function keyOf(type: NodeType, id: string): string | undefined {
  const parsed = parseNodeId(id)
  return parsed?.type === type ? parsed.key : undefined
}

/** No row has this key; it stands for ids that cannot be one of ours. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** The key in an id of this type; a key that no row has when it is an id of another, or none. */
export const keyOrNobody = (type: NodeType, id: string): string => keyOf(type, id) ?? nobody
