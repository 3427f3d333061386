import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The bytes of a demo scene, 1 to 60: JPEGs of 640 × 480 or so, in which the demo model finds objects. */
export const scene = (number: number): Buffer =>
  readFileSync(resolve(import.meta.dirname, `../../demo/scenes/${String(number).padStart(6, '0')}.jpg`))
