import { join } from 'node:path'

/**
 * Where compiled code is kept between processes, as bin/fovea.js does: those that get it as NODE_COMPILE_CACHE begin several
 * times sooner.
 */
export const compileCache = join(import.meta.dirname, '../node_modules/.cache/fovea')
