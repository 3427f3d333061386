import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findModel } from '../../src/detector/findModel.ts'
import { loadModels, modelNames } from '../../src/detector/loadModels.ts'
import { demoManifest } from './demoManifest.ts'
import { modelFolder } from './modelFolder.ts'

const onnx = resolve('models/demo-retinanet.onnx')
const demo = demoManifest()

test('loads the models of a folder by name and leaves its other files and folders alone', async () => {
  using folder = modelFolder(
    { 'demo.json': demo, 'alpha.json': { ...demo, name: 'alpha' }, 'catalogue.json': [], 'readme.md': 'text' },
    { [demo.file]: onnx },
  )
  mkdirSync(join(folder.path, 'training'))
  writeFileSync(join(folder.path, 'training', 'card.json'), '{}')
  const models = await loadModels(folder.path)
  expect(models.map(model => model.manifest.name)).toEqual(['alpha', 'demo'])
  expect(models[1]).toMatchObject({ file: join(folder.path, demo.file), sha256: demo.sha256, manifest: demo })
})

test('sorts by name: of the files, a-small.json comes before a.json', async () => {
  using folder = modelFolder({ 'a-small.json': {}, 'a.json': {}, 'Z.json': {} })
  expect(await modelNames(folder.path)).toEqual(['Z', 'a', 'a-small'])
})

test('a manifest that cannot be read is one line', async () => {
  using folder = modelFolder({})
  mkdirSync(join(folder.path, 'm.json'))
  await expect(loadModels(folder.path)).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: `${folder.path}/m.json: expected a manifest but EISDIR`,
  })
})

test('finds a model file beside the manifest, not in the working directory', async () => {
  using folder = modelFolder({ 'demo.json': { ...demo, file: 'weights/model.onnx' } })
  mkdirSync(join(folder.path, 'weights'))
  symlinkSync(onnx, join(folder.path, 'weights', 'model.onnx'))
  const [model] = await loadModels(folder.path)
  expect(model?.file).toBe(join(folder.path, 'weights', 'model.onnx'))
})

test('refuses a model file with another sum and names manifest, file, expected and found sum', async () => {
  using folder = modelFolder({ 'demo.json': demo, [demo.file]: 'other bytes' })
  const found = 'a3ead5eedad5df82318c51685dbc1c147a36d1ff8584fc82de6b08d0bf63a795'
  await expect(loadModels(folder.path)).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: `${folder.path}/demo.json: sha256: expected ${demo.sha256} but ${folder.path}/${demo.file} has ${found}`,
  })
})

test('refuses a manifest whose model file is not there', async () => {
  using folder = modelFolder({ 'demo.json': demo })
  await expect(loadModels(folder.path)).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: `${folder.path}/demo.json: file: expected the model at ${folder.path}/${demo.file} but there is no such file`,
  })
})

test('refuses a folder that is not there', async () => {
  await expect(loadModels('/nowhere/models')).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: 'expected a folder of model manifests at /nowhere/models but there is no such file',
  })
})

test('the preprocessing sum follows what changes boxes, not the order of keys, the floor or the text', async () => {
  const { input, outputs } = demo
  const { name, ...rest } = input
  const keras = { rule: 'KERAS_RETINANET', short: 800, long: 1333 }
  using folder = modelFolder(
    {
      'a.json': { ...demo, name: 'a' },
      'b.json': { ...demo, name: 'b', scoreFloor: 0.5, description: 'Other.', input: { ...rest, name } },
      'c.json': { ...demo, name: 'c', input: { ...input, colour: 'RGB' } },
      'd.json': { ...demo, name: 'd', outputs: { ...outputs, boxes: { ...outputs.boxes, format: 'XYWH' } } },
      'e.json': { ...demo, name: 'e', input: { ...input, resize: keras } },
      'f.json': { ...demo, name: 'f', input: { ...input, resize: { ...keras, long: 1000 } } },
      'g.json': { ...demo, name: 'g', outputs: { detections: { name: 'd', base: 0 }, suppressed: true } },
      'h.json': { ...demo, name: 'h', outputs: { detections: { name: 'd', base: 1 }, suppressed: true } },
    },
    { [demo.file]: onnx },
  )
  const [a, b, ...others] = (await loadModels(folder.path)).map(model => model.preprocessing)
  expect(a).toMatch(/^[0-9a-f]{64}$/)
  expect(b).toBe(a)
  expect(new Set([a, ...others]).size).toBe(7)
})

test('a name that is not there is refused with the names that are', async () => {
  using folder = modelFolder({ 'demo.json': demo }, { [demo.file]: onnx })
  const models = await loadModels(folder.path)
  expect(() => findModel(models, 'yolo')).toThrow(
    expect.objectContaining({
      code: 'MODEL_NOT_FOUND',
      message: 'There is no model named "yolo"; there are: demo.',
    }),
  )
  expect(findModel(models, 'demo').manifest.name).toBe('demo')
})
