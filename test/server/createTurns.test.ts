import { expect, test } from 'vitest'
import { createTurns } from '../../src/server/createTurns.ts'

test('two work at once, two wait in the order they came, the fifth is refused, and a failure gives its place on', async () => {
  const take = createTurns(2, 2)
  const log: string[] = []
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const work = gates.map((gate, index) =>
    take(async () => {
      log.push(`begin ${index}`)
      await gate.promise
      log.push(`end ${index}`)
    }).catch(error => log.push(`${error.code ?? error.message} ${index}`)),
  )
  await work[4]
  expect(log).toEqual(['begin 0', 'begin 1', 'OVERLOADED 4'])
  gates[1]!.reject(new Error('broken'))
  await work[1]
  await Promise.resolve()
  expect(log.slice(3)).toEqual(expect.arrayContaining(['broken 1', 'begin 2']))
  for (const gate of gates) gate.resolve()
  await Promise.all(work)
  expect(log.filter(line => line.startsWith('end'))).toEqual(['end 0', 'end 2', 'end 3'])
  await expect(Promise.all([take(async () => 1), take(async () => 2)])).resolves.toEqual([1, 2])
})
