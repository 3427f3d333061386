import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './compressAssets.ts'
import { markSchema } from './markSchema.ts'

/** Where `npm run page` finds the API. */
const api = process.env.FOVEA_API ?? 'http://127.0.0.1:4000'

/** Routes of the API; all other addresses are the page's. */
const apiRoutes =
  '^/(graphql|uploads|images|detections)(/|\\?|$)|^/evaluations/[^/]+/(results\\.json|report\\.html)(\\?|$)'

export default defineConfig(({ command }) => {
  // A shell or a test run that has another one would silently get React as its developers want it, twice as large.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
    root: import.meta.dirname,
    plugins: [react(), markSchema(), compressAssets()],
    build: {
      outDir: resolve(import.meta.dirname, 'dist'),
      emptyOutDir: true,
      // Drawings stay files: the policy of the page allows them either way, and they are asked for only when they are seen.
      assetsInlineLimit: 0,
    },
    server: { host: '127.0.0.1', proxy: { [apiRoutes]: api } },
  }
})
