import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const compressible = /\.(html|js|css|svg)$/

/** After a build, a `.gz` and a `.br` beside each text file of it, so that the server compresses nothing. */
export function compressAssets(): Plugin {
  let folder = ''
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved({ build }) {
      folder = build.outDir
    },
    async closeBundle() {
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
