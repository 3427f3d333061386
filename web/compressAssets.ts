import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(js|css|svg)$/

/**
 * When a build is written, a `.gz` and a `.br` beside each text file of assets/, so that the server compresses nothing.
 * index.html, which is small, is sent as it is.
 */
export function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    async writeBundle({ dir: folder = '' }) {
      const files = await readdir(folder, { recursive: true })
      await Promise.all(
        files
          .filter(file => compressible.test(file))
          .map(async file => {
            const path = join(folder, file)
            const bytes = await readFile(path)
            await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
            await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes))
          }),
      )
    },
  }
}
