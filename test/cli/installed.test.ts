import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporaryFolder.ts'

/** A folder that has this file of ours, and what it says there. */
function placed(file: string) {
  const folder = temporaryFolder()
  cpSync(file, join(folder, file))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  function run() {
    const { status, stderr } = spawnSync(process.execPath, [join(folder, file)], { encoding: 'utf8' })
    return { status, stderr }
  }
  return { folder, run }
}

test('an install without the dev dependencies says in one line what to do', () => {
  const { folder, run } = placed('scripts/checkDevDependencies.js')
  expect(run()).toEqual({ status: 1, stderr: expect.stringMatching(/^Expected .*npm prune --omit=dev\.\n$/) })
  mkdirSync(join(folder, 'node_modules/vite'), { recursive: true })
  expect(run()).toEqual({ status: 0, stderr: '' })
})

test('a start without generated code says in one line what to do; any other module that is missing is a defect', () => {
  const { folder, run } = placed('bin/fovea.js')
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/main.ts'), `await import('./store/prisma/client.ts')`)
  expect(run()).toEqual({ status: 1, stderr: expect.stringMatching(/^fovea: .*npm run generate && npm run build\n$/) })
  writeFileSync(join(folder, 'src/main.ts'), `await import('./store/client.ts')`)
  expect(run()).toEqual({ status: 1, stderr: expect.stringMatching(/\n {4}at .*ERR_MODULE_NOT_FOUND/s) })
})
