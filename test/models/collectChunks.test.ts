import { PassThrough, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { collectChunks } from '../../src/models/collectChunks.ts'

/** What came, and the message of the error at its end. */
async function read(chunks: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  try {
    for await (const chunk of chunks) text += chunk
  } catch (error) {
    return `${text} ${(error as Error).message}`
  }
  return text
}

test('what came before a stream broke is read, also when nobody read it until then', async () => {
  const stream = new PassThrough()
  const chunks = collectChunks(stream)
  stream.write('one ')
  stream.write('two')
  await sleep(1)
  stream.destroy(new Error('broken'))
  await sleep(1)
  expect(await read(chunks)).toBe('one two broken')
})

test('a stream that nobody reads is not taken into memory, and is read to its end later', async () => {
  let made = 0
  const stream = Readable.from(
    (function* () {
      for (; made < 1000; made++) yield Buffer.from('x')
    })(),
  )
  const chunks = collectChunks(stream)
  await sleep(20)
  expect(made).toBeLessThan(100)
  expect(await read(chunks)).toBe('x'.repeat(1000))
})

test('a reader that stops ends the stream', async () => {
  const stream = Readable.from([Buffer.from('one'), Buffer.from('two')])
  for await (const _ of collectChunks(stream)) break
  expect(stream.destroyed).toBe(true)
})
