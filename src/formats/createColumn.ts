import { growable } from '../../eval/pack/growable.ts'

/** A column of numbers that grows as they come. */
export function createColumn() {
  let values = new Float64Array(1024)
  let length = 0
  return {
    push(...added: readonly number[]): void {
      values = growable(values, length + added.length)
      for (const value of added) values[length++] = value
    },
    finish: () => values.slice(0, length),
  }
}
