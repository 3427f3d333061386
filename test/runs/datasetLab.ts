import pg from 'pg'
import { addPhotos } from '../../src/runs/addPhotos.ts'
import { createDataset } from '../../src/runs/createDataset.ts'
import type { PhotoSource } from '../../src/runs/eachPhoto.ts'
import type { FileSource } from '../../src/runs/fileSource.ts'
import { createStore } from '../../src/store/createStore.ts'
import { freshDatabase } from '../helper/freshDatabase.ts'

const uploadLimits = { maxBytes: 1e9, maxTotalBytes: 4e9, lifetimeMs: 3_600_000 }
const defaults = { maxTextBytes: 1e9, maxImageBytes: 20e6 }

type Options = {
  name?: string | null
  format?: 'COCO' | 'YOLO' | 'VOC' | 'CSV' | null
  orientation?: 'UPRIGHT' | 'RAW'
  limits?: Partial<typeof defaults>
}

/** A database of its own, and the two tasks that fill datasets. */
export async function openDatasetLab() {
  const databaseUrl = await freshDatabase()
  const store = createStore(databaseUrl)
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 2 })

  async function upload(fileName: string | null, content: string | Uint8Array) {
    async function* chunks() {
      yield Buffer.from(content)
    }
    return { uploadId: (await store.uploads.receive(chunks(), fileName, uploadLimits)).id }
  }

  const contextOf = (limits: Options['limits']) => ({ store, limits: { ...defaults, ...limits } })

  return {
    store,
    admin,
    upload,

    /** The dataset of one uploaded file. */
    async create(fileName: string | null, content: string | Uint8Array, { limits, ...args }: Options = {}) {
      const source = await upload(fileName, content)
      return createDataset(contextOf(limits), { source, name: null, format: null, orientation: 'UPRIGHT', ...args })
    },

    createFrom: (source: FileSource) =>
      createDataset(contextOf({}), { source, name: null, format: null, orientation: 'UPRIGHT' }),

    add: (datasetId: string, photos: readonly PhotoSource[], limits: Options['limits'] = {}) =>
      addPhotos(contextOf(limits), { datasetId, photos }),

    groundTruth: async (id: string) => (await store.groundTruths.read(id))!,

    async row(id: string) {
      return (await store.datasets.findMany([id]))[0]!
    },

    async close() {
      await store.close()
      await admin.end()
    },
  }
}
