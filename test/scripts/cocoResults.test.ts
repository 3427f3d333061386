import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../cli/temporaryFolder.ts'

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/cocoResults.ts', ...args]).then(
    output => ({ code: 0, ...output }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )

test('--help prints what there is to say and nothing is done', async () => {
  const { code, stdout, stderr } = await run('--help')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const option of ['images', 'ground-truth', 'out', 'model', 'models', 'workers', 'threads'])
    expect(stdout).toMatch(new RegExp(`^  --${option} `, 'm'))
})

test('a wrong option, none, and a wrong value are one line each, with exit code 2', async () => {
  const folder = temporaryFolder()
  const [text, empty] = [join(folder, 'text.json'), join(folder, 'empty.json')]
  writeFileSync(text, 'one\ntwo')
  writeFileSync(empty, '{"images":[]}')
  const needed = ['--images', folder, '--out', join(folder, 'out.json'), '--ground-truth']
  const cases = [
    [['--foo'], /Unknown option '--foo'/],
    [[], /Expected --images DIR, --ground-truth FILE and --out FILE\./],
    [[...needed, text, '--workers', 'x'], /from 1 to 999 for --workers but received "x"\./],
    [[...needed, text], /--ground-truth: expected COCO annotations at \S+text\.json but /],
    [[...needed, empty, '--model', 'x'], /There is no model named "x"; there are: /],
  ] as const
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^cocoResults: [^\n]+\n$/)
    expect(stderr).toMatch(message)
  }
})
