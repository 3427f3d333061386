/** 0, 1, 2 … `length - 1`: all rows of a table. */
export function countUp(length: number): Int32Array {
  const numbers = new Int32Array(length)
  for (let i = 0; i < length; i++) numbers[i] = i
  return numbers
}
