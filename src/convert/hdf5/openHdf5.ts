import type { Dataset, Group, Metadata } from 'h5wasm/node'
import type { Fault } from '../createFault.ts'
import { mostNumbers } from '../limits.ts'
import { loadHdf5 } from './loadHdf5.ts'

/** Bytes of one attribute: a model's configuration has 0.1 MB. */
const mostText = 16 * 2 ** 20

/** The innermost cause of HDF5's error stack: `truncated file: eof = 2048, …`. */
function reasonOf(error: unknown): string {
  const { name, message: text } = error instanceof Error ? error : new Error(String(error))
  if (name !== 'Error') return 'it is damaged' // what WebAssembly throws when it gives up
  const frames = [...text.matchAll(/#\d+: \S+ line \d+ in \w+\(\): (.+)/g)]
  return frames.at(-1)?.[1] ?? text.split('\n')[0] ?? ''
}

const kindOf = ({ type, size, littleEndian }: Metadata): string => {
  const name = ['integer', 'float'][type]
  return name ? `${name}${size * 8}${littleEndian ? '' : ', big-endian'}` : 'other values'
}

/**
 * Opens an HDF5 file for reading. Whatever is wrong inside becomes a MODEL_INVALID of that file. Nothing is read before
 * its size is known to be reasonable but text of variable length, whose size HDF5 tells only with the text.
 *
 * One process should read one damaged file: HDF5 may keep it open, and after it gave up on one may fail on others.
 */
export async function openHdf5(path: string, fault: Fault) {
  const { File, Group, Dataset } = await loadHdf5()
  const guarded = <Value>(what: string, read: () => Value): Value => {
    try {
      return read()
    } catch (error) {
      throw fault(`expected a whole HDF5 file but ${what} could not be read: ${reasonOf(error)}`)
    }
  }
  const file = guarded('it', () => new File(path, 'r'))

  const group = (place: string): Group | undefined => {
    const found = guarded(place, () => file.get(place))
    return found instanceof Group ? found : undefined
  }

  const attributeOf = (place: Group, name: string): readonly string[] | undefined => {
    const where = `${name} of ${place.path}`
    const attribute = guarded(where, () => place.attrs[name])
    if (!attribute) return undefined
    const { size, total_size } = guarded(where, () => attribute.metadata)
    if (size * total_size > mostText)
      throw fault(`expected at most ${mostText} bytes as ${where} but found ${size * total_size}`)
    const value = guarded(where, () => attribute.value)
    const isEmpty = value === null || (ArrayBuffer.isView(value) && value.byteLength === 0)
    const texts: readonly unknown[] = isEmpty ? [] : [value].flat()
    if (!texts.every(text => typeof text === 'string')) throw fault(`expected text as ${where} but found other values`)
    const length = texts.reduce((sum, text) => sum + text.length, 0)
    if (length > mostText) throw fault(`expected at most ${mostText} characters as ${where} but found ${length}`)
    return texts
  }

  return {
    group,

    /** Texts of an attribute; those of its parts, `name0`, `name1` …, which Keras makes of one above 64 KB. */
    texts(place: Group, name: string): readonly string[] | undefined {
      const whole = attributeOf(place, name)
      if (whole) return whole
      const parts: string[] = []
      for (let i = 0; ; i++) {
        const part = attributeOf(place, `${name}${i}`)
        if (!part) return i > 0 ? parts : undefined
        parts.push(...part)
      }
    },

    /** Shape and numbers of a float32 dataset. @throws AppError MODEL_INVALID when there is none at this place */
    floats(place: string): { shape: readonly number[]; read: () => Float32Array } {
      const dataset: Dataset = guarded(place, () => {
        const found = file.get(place)
        if (found instanceof Dataset) return found
        throw new Error(found instanceof Group ? 'it is a group' : 'there is no such dataset')
      })
      const metadata = guarded(place, () => dataset.metadata)
      const { type, size, littleEndian, shape } = metadata
      if (type !== 1 || size !== 4 || !littleEndian)
        throw fault(`expected float32 numbers in ${place} but found ${kindOf(metadata)}`, 'Save the model as float32.')
      if (!shape) throw fault(`expected numbers in ${place} but found nothing`)
      if (metadata.virtual_sources)
        throw fault(`expected the numbers of ${place} in this file but found them elsewhere`)
      const count = shape.reduce((product, side) => product * side, 1)
      if (count > mostNumbers)
        throw fault(`expected at most ${mostNumbers} numbers in ${place} but found [${shape.join(', ')}]`)
      return {
        shape,
        read() {
          const value = guarded(place, () => dataset.value)
          if (value instanceof Float32Array && value.length === count) return value
          // a scalar
          if (typeof value === 'number') return Float32Array.of(value)
          throw fault(`expected ${count} numbers in ${place} but found others`)
        },
      }
    },

    /** What is damaged may not close; then that has been said before. */
    close() {
      try {
        file.close()
      } catch {}
    },
  }
}

export type Hdf5 = Awaited<ReturnType<typeof openHdf5>>
