import { type CopiedColumns, type CopyType, copySignature, widthOf } from './copyTypes.ts'
import { createCopiedColumn } from './createCopiedColumn.ts'

/**
 * Reads PostgreSQL's binary COPY format (documentation of COPY, "Binary Format") out of pieces that end anywhere.
 * @throws Error for what is not of this format, or of other columns
 */
export function createCopyReader<Types extends readonly CopyType[]>(types: Types) {
  const columns = types.map(createCopiedColumn)
  const widths = types.map(type => widthOf[type])
  let kept: Buffer = Buffer.alloc(0)
  let isBegun = false
  let isEnded = false

  /** Where the row ends that begins at `at`; -1 where the piece ends first. Every field is an int32 of bytes, then they. */
  function endOfRow(bytes: Buffer, at: number): number {
    let end = at + 2
    for (let field = 0; field < columns.length; field++) {
      if (end + 4 > bytes.length) return -1
      end += 4 + Math.max(0, bytes.readInt32BE(end))
    }
    return end <= bytes.length ? end : -1
  }

  function takeRow(bytes: Buffer, at: number): void {
    let next = at + 2
    for (let field = 0; field < columns.length; field++) {
      const length = bytes.readInt32BE(next)
      const width = widths[field]
      if (length >= 0 && width !== undefined && length !== width)
        throw new Error(`Expected ${types[field]} of ${width} bytes in column ${field + 1} but received ${length}.`)
      columns[field]!.push(bytes, next + 4, length)
      next += 4 + Math.max(0, length)
    }
  }

  /** @returns where the first row begins that has not come as a whole */
  function takeRows(bytes: Buffer, from: number): number {
    let at = from
    while (at + 2 <= bytes.length && !isEnded) {
      const fields = bytes.readInt16BE(at)
      if (fields === -1) {
        isEnded = true
        return at + 2
      }
      if (fields !== columns.length) throw new Error(`Expected ${columns.length} columns but received ${fields}.`)
      const end = endOfRow(bytes, at)
      if (end === -1) return at
      takeRow(bytes, at)
      at = end
    }
    return at
  }

  return {
    add(piece: Buffer): void {
      const bytes = kept.length === 0 ? piece : Buffer.concat([kept, piece])
      let at = 0
      if (!isBegun && bytes.length >= copySignature.length) {
        isBegun = true
        at = copySignature.length
      }
      if (isBegun) at = takeRows(bytes, at)
      kept = bytes.subarray(at)
    },

    finish(): CopiedColumns<Types> {
      if (!isEnded) throw new Error('Expected the end of a binary copy but it broke off.')
      return columns.map(column => column.finish()) as CopiedColumns<Types>
    },
  }
}
