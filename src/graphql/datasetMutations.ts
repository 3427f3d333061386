import { checkText } from './checkText.ts'
import { checkUploads } from './checkUploads.ts'
import type { Context } from './context.ts'
import { findDataset } from './findDataset.ts'
import type { DatasetImagesInput, MutationResolvers } from './generated.ts'
import { keyOf, keyOrNobody } from './nodeId.ts'
import { payloadOf, Refused, refusing } from './refused.ts'
import { userError } from './userError.ts'
import { withUploads } from './withUploads.ts'

const maxPhotos = 100
const longestName = 200

/** @throws Refused with IMAGE_NOT_FOUND for each image that is not stored */
async function checkImages(images: readonly DatasetImagesInput[], { store }: Context): Promise<void> {
  const keys = images.map(({ imageId }) => (imageId == null ? null : keyOrNobody('Image', imageId)))
  const asked = keys.filter(key => key !== null)
  if (asked.length === 0) return
  const found = new Set((await store.images.findMany(asked)).map(({ id }) => id))
  const missing = [...keys.keys()].filter(index => keys[index] != null && !found.has(keys[index]))
  if (missing.length > 0)
    throw new Refused(
      ...missing.map(index =>
        userError(
          'IMAGE_NOT_FOUND',
          ['input', 'images', String(index), 'imageId'],
          'Expected the id of a stored image but there is none.',
          'Query images(first: 100) lists them.',
        ),
      ),
    )
}

export const datasetMutations = {
  createDataset: (_, { input }, context) =>
    payloadOf({ dataset: null, created: false, photos: null }, async () => {
      const { groundTruth, format = null, orientation = 'UPRIGHT' } = input
      const path = ['input', 'groundTruth']
      const name = checkText(input.name, longestName, ['input', 'name'])
      const { upload, uploadId } = groundTruth
      const given = await checkUploads(uploadId == null ? [] : [{ id: uploadId, path: [...path, 'uploadId'] }], context)
      return withUploads(upload ? [upload] : [], context, async ([file]) => {
        const source = { uploadId: file?.uploadId ?? given[0]! }
        const { datasetId, created, photos } = await refusing(
          code => (code === 'BAD_USER_INPUT' ? ['input', 'name'] : path),
          () => context.tasks.run('createDataset', { source, name, format, orientation }),
        )
        return { dataset: await context.loaders.datasets.load(datasetId), created, photos }
      })
    }),

  addDatasetImages: (_, { input }, context) =>
    payloadOf({ dataset: null, photos: null }, async () => {
      const { images } = input
      const path = ['input', 'images']
      if (images.length === 0 || images.length > maxPhotos)
        throw new Refused(
          userError(
            'BAD_USER_INPUT',
            path,
            `Expected 1 to ${maxPhotos} images but received ${images.length}.`,
            'An archive of photos counts as one.',
          ),
        )
      const { id } = await findDataset(input.datasetId, context)
      await checkImages(images, context)
      const named = images.flatMap(({ uploadId }, index) =>
        uploadId == null ? [] : [{ id: uploadId, path: [...path, String(index), 'uploadId'] }],
      )
      await checkUploads(named, context)
      const uploads = images.flatMap(({ upload }) => (upload ? [upload] : []))
      return withUploads(uploads, context, async files => {
        const received = files.values()
        const photos = images.map(({ upload, uploadId, imageId }) => {
          if (imageId != null) return { imageId: keyOrNobody('Image', imageId) }
          return { uploadId: upload ? received.next().value!.uploadId : keyOrNobody('Upload', uploadId ?? '') }
        })
        const report = await refusing(
          code => (code.startsWith('DATASET_') ? ['input', 'datasetId'] : path),
          () => context.tasks.run('addPhotos', { datasetId: id, photos }),
        )
        // Read anew: how many photos it has is another number now.
        context.loaders.datasets.clear(id)
        return { dataset: await context.loaders.datasets.load(id), photos: report }
      })
    }),

  async deleteDataset(_, { id }, { store }) {
    const key = keyOf('Dataset', id)
    if (key && (await store.datasets.delete(key))) return { deletedId: id, userErrors: [] }
    const message = 'Expected the id of a dataset but there is none.'
    return { deletedId: null, userErrors: [userError('DATASET_NOT_FOUND', ['id'], message)] }
  },
} satisfies Partial<MutationResolvers>
