import type { InvalidInput } from '../../eval/invalidInput.ts'
import { showValue } from '../../eval/pack/showValue.ts'
import { type InvalidCode, lineProblem } from './lineProblem.ts'
import { parseNumber } from './parseNumber.ts'
import type { CsvColumn, CsvHeader } from './readCsvHeader.ts'

/** A file that is read row by row: what the present row has in a column, errors with file, line and column. */
export function createCsvCursor({ at, titles, box, boxForm }: CsvHeader, path: string, code: InvalidCode) {
  let fields: readonly string[] = []
  let line = 1

  const textAt = (position: number | undefined) => (position === undefined ? '' : fields[position]!)

  function fail(position: number, expected: string, hint?: string): InvalidInput {
    const text = textAt(position)
    const part = `column '${titles[position]}'`
    return lineProblem({ code, path, line, part }, expected, text === '' ? 'nothing' : showValue(text), hint)
  }

  function numberAt(position: number): number {
    const value = parseNumber(fields[position]!)
    if (value !== undefined) return value
    const hint = /^[+-]?\d+,\d+$/.test(fields[position]!) ? 'Write numbers with a decimal point.' : undefined
    throw fail(position, 'a finite number', hint)
  }

  return {
    moveTo(row: readonly string[], lineOfRow: number): void {
      fields = row
      line = lineOfRow
    },

    has: (column: CsvColumn) => at[column] !== undefined,

    /** '' where there is no such column, or nothing in it */
    text: (column: CsvColumn) => textAt(at[column]),

    /** A name or an id. */
    key(column: CsvColumn): string {
      const text = textAt(at[column])
      if (text === '') throw fail(at[column]!, 'a name or an id')
      if (text.includes('\ufffd')) throw fail(at[column]!, 'UTF-8 text', 'Save the file as UTF-8.')
      return text
    },

    number: (column: CsvColumn) => numberAt(at[column]!),

    /** undefined where there is no such column, or nothing in it */
    optionalNumber: (column: CsvColumn) => (textAt(at[column]) === '' ? undefined : numberAt(at[column]!)),

    optionalFlag(column: CsvColumn): boolean | undefined {
      const text = textAt(at[column]).toLowerCase()
      if (text === '') return undefined
      if (text === '1' || text === 'true') return true
      if (text === '0' || text === 'false') return false
      throw fail(at[column]!, '0 or 1')
    },

    /** Of corners the width is xmax - xmin: they are where the box begins and ends, not its first and last pixel. */
    box(): readonly [x: number, y: number, width: number, height: number] {
      const [x, y, third, fourth] = [numberAt(box[0]), numberAt(box[1]), numberAt(box[2]), numberAt(box[3])]
      return boxForm === 'SIZE' ? [x, y, third, fourth] : [x, y, third - x, fourth - y]
    },

    /** Whether the row names an image alone. */
    isImageOnly: () => [...box, at.category, at.category_id].every(position => textAt(position) === ''),

    /** An error about what the row has in a column. */
    unexpected: (column: CsvColumn, expected: string, hint?: string) => fail(at[column]!, expected, hint),

    /** An error about the row. */
    problem: (expected: string, received: string, hint?: string) =>
      lineProblem({ code, path, line }, expected, received, hint),
  }
}

export type CsvCursor = ReturnType<typeof createCsvCursor>
