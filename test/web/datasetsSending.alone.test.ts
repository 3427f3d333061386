import { beforeEach, expect, test, vi } from 'vitest'
import { createEvaluationStarter } from '../../web/src/datasets/createEvaluationStarter.ts'
import { emptyForm } from '../../web/src/datasets/evaluationForm.ts'
import { planUpload } from '../../web/src/datasets/planUpload.ts'
import { createDatasetSender } from '../../web/src/datasets/sendGroundTruth.ts'
import type { SendStep } from '../../web/src/datasets/sending.ts'
import { createPhotoSender } from '../../web/src/datasets/sendPhotos.ts'

type Input = Record<string, unknown> & { images?: { uploadId: string }[]; idempotencyKey?: string }

/** What a server would get, and what it answers. */
const server = vi.hoisted(() => ({
  sent: [] as { name: string; size: number }[],
  asked: [] as [name: string, input: Input][],
  refuse: (_: string): string | null => null,
  answer: (_name: string, _input: Input): Record<string, unknown> => ({}),
}))

vi.mock('../../web/src/api/putFile.ts', () => ({
  async putFile(file: Blob, name: string) {
    const refused = server.refuse(name)
    if (refused) throw new Error(refused)
    server.sent.push({ name, size: file.size })
    return `upl_${server.sent.length}`
  },
}))
vi.mock('../../web/src/datasets/mutate.ts', async original => ({
  ...(await original<object>()),
  async mutate(document: { definitions: { name: { value: string } }[] }, { input }: { input: Input }) {
    const name = document.definitions[0]!.name.value
    server.asked.push([name, input])
    const own = { valid: true, findings: [], userErrors: [], ...server.answer(name, input) }
    return { createDataset: own, addDatasetImages: own, validateDetections: own, evaluate: own }
  },
}))

const report = { received: 1, added: 1, unchanged: 0, refused: 0, missing: 0, problems: [] }
const drop = (...paths: string[]) => paths.map(path => ({ path, file: new File([path], path.split('/').at(-1)!) }))
const sending = { signal: new AbortController().signal, say: (_: SendStep) => undefined }
const options = { name: '', orientation: 'UPRIGHT', format: null } as const
const inputsOf = (name: string) => server.asked.filter(([asked]) => asked === name).map(([, input]) => input)
const namesSent = () => server.sent.map(({ name }) => name)

beforeEach(() => {
  server.sent.length = 0
  server.asked.length = 0
  server.refuse = () => null
  server.answer = name =>
    name === 'DatasetCreate'
      ? { dataset: { id: 'dst_1' }, created: true, photos: null }
      : name === 'DatasetEvaluate'
        ? { evaluation: { id: 'evl_1' } }
        : { photos: report }
})

test('photos that have arrived before one failed are not sent again', async () => {
  const sender = createPhotoSender(drop('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'), [])
  server.refuse = name => (name === 'd.jpg' ? 'The line is dead.' : null)
  await expect(sender.send('dst_1', sending)).rejects.toThrow('The line is dead.')
  expect(namesSent()).toEqual(['a.jpg', 'b.jpg', 'c.jpg'])
  server.refuse = () => null
  await sender.send('dst_1', sending)
  expect(namesSent()).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  const images = ['upl_1', 'upl_2', 'upl_3', 'upl_4'].map(uploadId => ({ uploadId }))
  expect(inputsOf('DatasetAddImages')).toEqual([{ datasetId: 'dst_1', images }])
})

test('photos that were added are not added again, and uploads that were lost are sent once more', async () => {
  const sender = createPhotoSender(drop('a.jpg'), [])
  server.answer = () => ({ photos: null, userErrors: [{ code: 'UPLOAD_NOT_FOUND', message: 'Gone.' }] })
  await expect(sender.send('dst_1', sending)).rejects.toThrow('Gone.')
  server.answer = () => ({ photos: report })
  await sender.send('dst_1', sending)
  await sender.send('dst_1', sending)
  expect(namesSent()).toEqual(['a.jpg', 'a.jpg'])
  expect(inputsOf('DatasetAddImages')).toHaveLength(2)
})

test('photos of one name in two folders go packed with their folders', async () => {
  await createPhotoSender(drop('d/a/1.jpg', 'd/b/1.jpg'), []).send('dst_1', sending)
  expect(namesSent()).toEqual(['photos.zip'])
})

test('an archive of photos beside annotations is sent with them, and the rest of the files is told', async () => {
  const { planned, choice } = choose('d/instances.json', 'd/instances.json', 'd/photos.zip')
  expect(planned.choices).toHaveLength(2)
  await createDatasetSender(choice).send(options, sending)
  expect(namesSent()).toEqual(['instances.json', 'photos.zip'])
  expect(inputsOf('DatasetAddImages')).toEqual([{ datasetId: 'dst_1', images: [{ uploadId: 'upl_2' }] }])
})

test('what was decided is sent, and another decision makes another dataset with all photos', async () => {
  const sender = createDatasetSender(choose('d/boxes.csv', 'd/boxes.csv', 'd/a.jpg').choice)
  await sender.send(options, sending)
  await sender.send(options, sending)
  server.answer = name => ({
    dataset: { id: 'dst_2' },
    created: true,
    photos: name === 'DatasetCreate' ? null : report,
  })
  await sender.send({ name: ' six ', orientation: 'RAW', format: 'CSV' }, sending)
  expect(inputsOf('DatasetCreate')).toEqual([
    { groundTruth: { uploadId: 'upl_1' }, name: null, orientation: 'UPRIGHT', format: null },
    { groundTruth: { uploadId: 'upl_1' }, name: 'six', orientation: 'RAW', format: 'CSV' },
  ])
  expect(inputsOf('DatasetAddImages').map(({ datasetId }) => datasetId)).toEqual(['dst_1', 'dst_2'])
})

test('annotations whose upload is gone are sent once more, and nobody knows of a dataset without an answer', async () => {
  const sender = createDatasetSender(choose('a.json', 'a.json').choice)
  server.answer = () => {
    throw new Error('The line is dead.')
  }
  await expect(sender.send(options, sending)).rejects.toThrow('The line is dead.')
  expect([sender.stored(), sender.mayBeStored()]).toEqual([null, true])
  server.answer = (_, { groundTruth }) =>
    (groundTruth as { uploadId: string }).uploadId === 'upl_1'
      ? { dataset: null, userErrors: [{ code: 'UPLOAD_NOT_FOUND', message: 'Gone.' }] }
      : { dataset: { id: 'dst_1' }, created: true, photos: null }
  await sender.send(options, sending)
  expect(namesSent()).toEqual(['a.json', 'a.json'])
  expect([sender.stored()?.dataset.id, sender.mayBeStored()]).toEqual(['dst_1', false])
})

test('the same request again has the same key, and another one another', async () => {
  const starter = createEvaluationStarter('dst_1')
  const form = { ...emptyForm, model: 'demo' }
  const answers = server.answer
  server.answer = name => {
    if (name === 'DatasetEvaluate') throw new Error('The answer was lost.')
    return answers(name, {})
  }
  await expect(starter.start(form, null, sending)).rejects.toThrow('The answer was lost.')
  server.answer = answers
  expect(await starter.start(form, null, sending)).toMatchObject({ startedId: 'evl_1' })
  await starter.start(form, null, sending)
  const [first, second, third] = inputsOf('DatasetEvaluate').map(({ idempotencyKey }) => idempotencyKey)
  expect(first).toMatch(/^\w{10,}$/)
  expect([second, third === first]).toEqual([first, false])
})

test('nothing can be cancelled while the server makes an evaluation, and a refused one is not asked for', async () => {
  const steps: SendStep[] = []
  const say = (step: SendStep) => steps.push(step)
  const starter = createEvaluationStarter('dst_1')
  await starter.start({ ...emptyForm, model: 'demo' }, null, { ...sending, say })
  expect(steps.map(({ isFinal = false }) => isFinal)).toEqual([false, true])
  server.answer = () => ({ valid: false })
  expect(await starter.start({ ...emptyForm, model: 'x' }, null, sending)).toMatchObject({ startedId: null })
  expect(inputsOf('DatasetEvaluate')).toHaveLength(1)
})

function choose(key: string, ...paths: string[]) {
  const planned = planUpload(drop(...paths))
  return { planned, choice: planned.choices.find(choice => choice.key === key)! }
}
