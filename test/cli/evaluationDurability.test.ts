import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test('an evaluation that two processes share ends once and with the same numbers, whoever is killed -9 in whichever phase', async () => {
  const script = resolve('scripts/killEvaluations.ts')
  const child = spawn(process.execPath, [script, '--kills', '4', '--demo', '1'], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => {
      said += data
    })
  const [code] = await once(child, 'close')
  expect(code, said).toBe(0)
  for (const kill of ['DETECTING +1 +worker', 'MATCHING +1 +serve', 'ACCUMULATING +1 +postgres', 'COMMITTING +1 +'])
    expect(said).toMatch(new RegExp(kill))
}, 120_000)
