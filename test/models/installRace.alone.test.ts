import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { installModel } from '../../src/models/installModel.ts'
import { temporaryFolder } from '../cli/temporaryFolder.ts'
import { demoManifest } from '../detector/demoManifest.ts'

/** What happens before a file is linked, which may throw in the place of the link. */
let beforeLink = () => {}
vi.mock('node:fs/promises', async importOriginal => {
  const original = await importOriginal<typeof fs>()
  const link: typeof fs.link = async (...paths) => {
    beforeLink()
    return original.link(...paths)
  }
  return { ...original, link }
})
afterEach(() => {
  beforeLink = () => {}
})

const sum = (text: string) => createHash('sha256').update(text).digest('hex')
const fileNameOf = (text: string) => `m.${sum(text).slice(0, 8)}.onnx`

function install(folder: string, text: string) {
  const { file, sha256, ...manifest } = demoManifest({ name: 'm' })
  const path = join(folder, '.new')
  writeFileSync(path, text)
  return installModel(folder, manifest, { path, sha256: sum(text) }, { replace: false })
}

test.each(['another', 'one'])(
  'where another process installs %s under the name meanwhile, that one stays, with its file',
  async theirs => {
    const folder = temporaryFolder()
    const manifest = JSON.stringify(demoManifest({ name: 'm', file: fileNameOf(theirs) }))
    beforeLink = () => {
      writeFileSync(join(folder, fileNameOf(theirs)), theirs)
      writeFileSync(join(folder, 'm.json'), manifest)
    }
    await expect(install(folder, 'one')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'a model named m is there already: --force replaces it',
    })
    expect(readFileSync(join(folder, 'm.json'), 'utf8')).toBe(manifest)
    expect(readdirSync(folder).sort()).toEqual([fileNameOf(theirs), 'm.json'])
  },
)

test('a model is installed on a file system without hard links', async () => {
  const folder = temporaryFolder()
  beforeLink = () => {
    throw Object.assign(new Error('not permitted'), { code: 'EPERM' })
  }
  await install(folder, 'one')
  expect(readdirSync(folder).sort()).toEqual([fileNameOf('one'), 'm.json'])
})
