import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readImageHeader } from '../../src/image/readImageHeader.ts'
import { type DetectData, detectMutation, type Run } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { runFovea } from '../helper/runFovea.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'
import { temporaryFolder } from './temporaryFolder.ts'

type Entry = {
  image: string
  width: number
  height: number
  model: string
  detections: (Run['detections'][number] & { id?: never })[]
  error?: { code: string; message: string }
}

const repository = resolve(import.meta.dirname, '../..')
const sceneFile = (number: number) => join(repository, `demo/scenes/${String(number).padStart(6, '0')}.jpg`)
const upright = join(repository, 'test/fixtures/image/decode/orientation-6.jpg')

/** Runs `fovea detect` to its end in an environment of its own. */
const detect = (...args: string[]) => runFovea(['detect', ...args]).ended
const parse = (text: string) => JSON.parse(text) as Entry[]

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

test('--json prints an entry an image in the order given, with every number as the API has stored it', async () => {
  const images = [sceneFile(2), upright, sceneFile(1), sceneFile(2)]
  const { code, stdout, stderr } = await detect('--json', '--min-score', '0', ...images)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  const files = images.map(image => ({ fileName: basename(image), bytes: readFileSync(image) }))
  const query = detectMutation.replace('minScore: 0', 'minScore: 0, first: 300')
  const { data } = await server.postMultipart<DetectData>(detectUploads(files, query))
  const expected = (data.detect.results as Run[]).map(({ image: { width, height }, detections }, index) => ({
    image: images[index],
    width,
    height,
    model: 'demo',
    detections: detections.map(({ id, ...detection }) => detection),
  }))
  expect(expected[0]!.detections.length).toBeGreaterThan(0)
  expect(JSON.parse(stdout)).toStrictEqual(expected)
})

test('without --json it prints a table that people can read, of scores from 0.5', async () => {
  const { code, stdout, stderr } = await detect(sceneFile(5))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [title, head, ...rows] = stdout.trimEnd().split('\n')
  expect(title).toMatch(/000005\.jpg {2}640 × 480 {2}\d+ found by demo$/)
  expect(head?.trim().split(/ {2,}/)).toEqual(['category', 'score', 'x', 'y', 'width', 'height'])
  expect(rows).toHaveLength(Number(/(\d+) found/.exec(title!)?.[1]))
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row).toMatch(/^ {2}[a-z ]+? +(0\.[5-9]\d\d|1\.000)( +\d+){4}$/)
})

test('--min-score leaves out what scores less, and takes nothing but 0 to 1', async () => {
  const scores = async (...args: string[]) => {
    const [entry] = parse((await detect('--json', ...args, sceneFile(5))).stdout)
    return entry!.detections.map(({ score }) => score)
  }
  const all = await scores('--min-score', '0')
  expect(await scores()).toEqual(all.filter(score => score >= 0.5))
  const third = all[2]!
  expect(await scores('--min-score', String(third))).toEqual(all.filter(score => score >= third))
  const { code, stdout, stderr } = await detect('--min-score', '50', sceneFile(5))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(
    /^fovea: option '--min-score <score>' argument '50' is invalid\. Expected a number from 0 to 1/,
  )
})

test('an image that cannot be used gets an error in its place, the others are answered, and the exit code is 1', async () => {
  const folder = temporaryFolder()
  const [heic, broken, huge] = ['photo.heic', 'broken.jpg', 'huge.jpg'].map(name => join(folder, name))
  writeFileSync(heic!, Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'))
  writeFileSync(broken!, scene(1).subarray(0, 3000))
  writeFileSync(huge!, Buffer.concat([scene(1), Buffer.alloc(1024 * 1024)]))
  const images = [heic!, sceneFile(1), join(folder, 'missing.jpg'), folder, broken!, huge!, sceneFile(2)]
  const variables = { FOVEA_MAX_IMAGE_MB: '1' }
  const { code, stdout, stderr } = await runFovea(['detect', '--json', ...images], variables).ended
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  const entries = parse(stdout)
  expect(entries.map(({ image }) => image)).toEqual(images)
  expect(entries.map(({ error }) => error)).toEqual([
    { code: 'IMAGE_UNSUPPORTED', message: expect.stringContaining('HEIC') },
    undefined,
    { code: 'FILE_MISSING', message: `Expected an image at ${folder}/missing.jpg but there is no such file.` },
    { code: 'FILE_MISSING', message: `Expected an image at ${folder} but it is a folder.` },
    { code: 'IMAGE_CORRUPT', message: expect.any(String) },
    { code: 'PAYLOAD_TOO_LARGE', message: `Expected an image of at most 1 MB but ${folder}/huge.jpg has more.` },
    undefined,
  ])
  expect(Object.keys(entries[0]!)).toEqual(['image', 'error'])

  const table = await detect(join(folder, 'missing.jpg'), sceneFile(1))
  expect(table.code).toBe(1)
  expect(table.stderr).toMatch(/^\S+missing\.jpg: FILE_MISSING: Expected an image at .* no such file\.\n$/)
  expect(table.stdout).toMatch(/^\S+000001\.jpg {2}640 × 480/)
})

test('a model that there is not is one line and exit code 2', async () => {
  const { code, stdout, stderr } = await detect('--model', 'yolo', sceneFile(1))
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^fovea: There is no model named "yolo"; there are: demo\. .*\n$/)
})

test('--out draws one image into that file, in folders that it makes, as JPEG or PNG', async () => {
  const folder = temporaryFolder()
  const [jpeg, png] = [join(folder, 'new/boxes.jpg'), join(folder, 'boxes.PNG')]
  const { code, stdout } = await detect(upright, '--min-score', '0', '--out', jpeg)
  expect(code).toBe(0)
  expect(stdout).toContain(`  drawn to ${jpeg}\n`)
  expect((await detect(upright, '--json', '--out', png)).code).toBe(0)
  const { width, height } = await readImageHeader(readFileSync(upright))
  expect(await readImageHeader(readFileSync(jpeg))).toMatchObject({ format: 'JPEG', width, height })
  expect(await readImageHeader(readFileSync(png))).toMatchObject({ format: 'PNG', width, height })
})

test('--out draws several images into a folder that it makes, each into a file of its own even when names are equal', async () => {
  const folder = temporaryFolder()
  const [one, two] = ['one', 'two'].map(name => join(folder, name))
  mkdirSync(one!)
  mkdirSync(two!)
  const images = [join(one!, 'a.jpg'), join(two!, 'A.jpg'), join(one!, 'a-2.jpg')]
  for (const [index, image] of images.entries()) copyFileSync(sceneFile([1, 8, 5][index]!), image)
  const out = join(folder, 'new/out')
  const { code } = await detect('--json', ...images, join(folder, 'missing.jpg'), '--out', out)
  expect(code).toBe(1)
  expect(readdirSync(out).sort()).toEqual(['A-2.jpg', 'a-2-2.jpg', 'a.jpg'])
  const sizes = await Promise.all(
    ['a.jpg', 'A-2.jpg', 'a-2-2.jpg'].map(name => readImageHeader(readFileSync(join(out, name)))),
  )
  const originals = await Promise.all(images.map(image => readImageHeader(readFileSync(image))))
  expect(sizes.map(({ width, height }) => [width, height])).toEqual(
    originals.map(({ width, height }) => [width, height]),
  )
})

test('--out never takes the place of an image, nor of a file that should be a folder', async () => {
  const folder = temporaryFolder()
  const [image, other] = [join(folder, 'a.jpg'), join(folder, 'b.jpg')]
  copyFileSync(sceneFile(1), image)
  copyFileSync(sceneFile(2), other)
  for (const args of [
    [image, '--out', image],
    [image, '--out', folder],
    [image, other, '--out', join(folder, '../', basename(folder))],
  ]) {
    const { code, stderr } = await detect(...args)
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^fovea: The picture with the boxes would overwrite the image \S+a\.jpg\. Name another --out\.\n$/,
      ),
    })
  }
  const { code, stderr } = await detect(image, other, '--out', other)
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^fovea: Expected --out \S+ to be a folder for the pictures but it is a file\.\n$/),
  })
  expect(readFileSync(image).equals(scene(1)) && readFileSync(other).equals(scene(2))).toBe(true)
})

test.skipIf(process.platform === 'win32')('a reader that has enough ends it without a word', () => {
  const command = '"$0" bin/fovea.js detect demo/scenes/00000*.jpg | head -n 1'
  const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath], { cwd: repository, encoding: 'utf8' })
  expect(stdout).toMatch(/^demo\/scenes\/000001\.jpg .*\n$/)
  expect(stderr).toBe('')
})

test.skipIf(!existsSync('/dev/full'))('a result that cannot be written is a failure (skipped: no /dev/full)', () => {
  const command = '"$0" bin/fovea.js detect --json demo/scenes/000001.jpg > /dev/full'
  const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath], { cwd: repository, encoding: 'utf8' })
  expect(stderr).toMatch(/^fovea: the output cannot be written \(.*ENOSPC.*\)\n$/)
  expect(status).toBe(1)
})

test('it leaves nothing in the home folder: ONNX Runtime would keep a number for this machine there', async () => {
  const HOME = temporaryFolder()
  const { code } = await runFovea(['detect', sceneFile(1)], { HOME, XDG_CACHE_HOME: join(HOME, '.cache') }).ended
  expect(code).toBe(0)
  expect(readdirSync(HOME)).toEqual([])
})
