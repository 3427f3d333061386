import { readFileSync } from 'node:fs'

const arrays = { '<f4': Float32Array, '<i4': Int32Array } as const

/**
 * Reads an array that numpy saved: version 1, C order, float32 or int32, little endian.
 * The format: numpy/lib/format.py.
 * @throws Error with the file and its header when it is anything else
 */
export function readNpy(path: string): { data: Float32Array | Int32Array; shape: number[] } {
  const bytes = readFileSync(path)
  const version = bytes.subarray(0, 8).toString('latin1')
  const start = 10 + bytes.readUInt16LE(8)
  const header = bytes.subarray(10, start).toString('latin1').trim()
  const fields = /^{'descr': '(<[fi]4)', 'fortran_order': False, 'shape': \(([\d, ]*)\), }$/.exec(header)
  if (version !== '\x93NUMPY\x01\x00' || !fields)
    throw new Error(`${path}: expected float32 or int32 in C order, saved by numpy in version 1, but found ${header}`)
  const shape = fields[2]!.split(',').filter(Boolean).map(Number)
  const length = shape.reduce((product, side) => product * side, 1)
  if (bytes.length !== start + length * 4)
    throw new Error(`${path}: expected ${length} numbers but found ${bytes.length - start} bytes`)
  const buffer = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)
  return { data: new arrays[fields[1] as keyof typeof arrays](buffer as ArrayBuffer), shape }
}
