import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detectMutation } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { eventually } from '../helper/eventually.ts'
import { expectRefused } from '../helper/expectRefused.ts'
import { multipart } from '../helper/multipart.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ FOVEA_MAX_IMAGE_MB: '1' })
})
afterAll(() => server.stop())

const json = { 'content-type': 'application/json' }
const post = (body: string, headers: Record<string, string> = json) =>
  server.send('/graphql', { method: 'POST', headers, body })
const operations = JSON.stringify({
  query: detectMutation,
  variables: { input: { images: [{ upload: null }] } },
})
const map = JSON.stringify({ 0: ['variables.input.images.0.upload'] })
const picture = { fileName: 'a.jpg', bytes: scene(1) }
const file = { name: '0', body: picture.bytes, fileName: 'a.jpg', type: 'image/jpeg' }

test('row 1: a form that any page could post is not executed', async () => {
  const form = detectUploads([picture])
  const answer = await server.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': form.type },
    body: new Uint8Array(form.body),
  })
  expectRefused(answer, 400, 'BAD_REQUEST', /apollo-require-preflight/i)
  expect(await server.rowCounts()).toMatchObject({ runs: 0 })
})

test('row 2: malformed JSON is called so', async () => {
  expectRefused(await post('{"query": "{ categories { name } }"'), 400, 'BAD_JSON', /JSON/)
  expectRefused(await post('{"query": "{ models { id } }", "__proto__": {"x": 1}}'), 400, 'BAD_JSON', /JSON/)
})

test('row 3: an empty body, a batch, and JSON that is no request are refused', async () => {
  expectRefused(await post(''), 400, 'BAD_REQUEST', /body/i)
  expectRefused(await post('[{"query": "{ models { id } }"}]'), 400, 'BAD_REQUEST', /batch/i)
  expectRefused(await post('[]'), 400, 'BAD_REQUEST', /./)
  expectRefused(await post('{}'), 400, 'BAD_REQUEST', /no keys/)
  expectRefused(await post('{"query": 5}'), 400, 'BAD_REQUEST', /string/)
  expectRefused(await post('{"query": "{ models { id } }", "variables": [1]}'), 400, 'BAD_REQUEST', /variables/)
  expectRefused(await post('null'), 400, 'BAD_REQUEST', /./)
  expectRefused(await post('query=x', { 'content-type': 'text/plain' }), 400, 'BAD_REQUEST', /Content-Type/i)
})

test('JSON nested 30,000 deep is refused like any other, without a stack that overflows', async () => {
  const deep = `{"query": "{ models { id } }", "variables": {"a": ${'['.repeat(30_000)}${']'.repeat(30_000)}}}`
  expectRefused(await post(deep), 400, 'BAD_REQUEST', /64 deep/)
  const form = multipart([
    { name: 'operations', body: deep },
    { name: 'map', body: '{}' },
  ])
  expectRefused(await server.postMultipart(form), 400, 'BAD_REQUEST', /64 deep/)
})

test('row 4: a JSON body over the limit is refused', async () => {
  const answer = await post(JSON.stringify({ query: '{ models { id } }', variables: { a: 'x'.repeat(11e6) } }))
  expectRefused(answer, 413, 'PAYLOAD_TOO_LARGE', /large/)
})

test.each(['PUT', 'PATCH', 'DELETE'])('row 5: %s /graphql is not taken for a request', async method => {
  const answer = await server.send('/graphql', { method, headers: json, body: '{"query": "{ models { id } }"}' })
  expectRefused(answer, 405, 'BAD_REQUEST', /POST or GET/)
  expect(answer.headers.get('allow')).toBe('GET, POST')
})

test('a mutation does not run by GET, where a link could start it', async () => {
  const query = encodeURIComponent('mutation { deleteImage(id: "x") { deletedId } }')
  const answer = await server.send(`/graphql?query=${query}`, { headers: { 'apollo-require-preflight': '1' } })
  expectRefused(answer, 405, 'BAD_REQUEST', /GET/)
  expectRefused(await server.send('/graphql?query={models{id}}'), 400, 'BAD_REQUEST', /preflight/i)
})

test('row 8: a value of the wrong type and a text in place of a file are the caller’s mistake', async () => {
  const query = 'query ($n: Int!) { images(first: $n) { totalCount } }'
  expectRefused(await server.graphql(query, { n: 'ten' }), 400, 'BAD_USER_INPUT', /Int cannot represent/)
  const input = { images: [{ upload: 'a.jpg' }] }
  expectRefused(await server.graphql(detectMutation, { input }), 400, 'BAD_USER_INPUT', /[Uu]pload/)
})

test('an image given in two ways, or in none, is refused', async () => {
  const two = { images: [{ base64: '', imageId: 'x' }] }
  expectRefused(await server.graphql(detectMutation, { input: two }), 400, 'BAD_USER_INPUT', /[Ee]xactly one/)
  const none = { images: [{}] }
  expectRefused(await server.graphql(detectMutation, { input: none }), 400, 'BAD_USER_INPUT', /[Ee]xactly one/)
})

const malformed: [string, ReturnType<typeof multipart>, RegExp][] = [
  [
    '`map` before `operations`',
    multipart([{ name: 'map', body: map }, { name: 'operations', body: operations }, file]),
    /operations/,
  ],
  [
    'files before `map`',
    multipart([{ name: 'operations', body: operations }, file, { name: 'map', body: map }]),
    /map/,
  ],
  [
    'bad JSON in `operations`',
    multipart([{ name: 'operations', body: '{' }, { name: 'map', body: map }, file]),
    /JSON/,
  ],
  [
    'a number as `operations`',
    multipart([{ name: 'operations', body: '5' }, { name: 'map', body: map }, file]),
    /operations/,
  ],
  [
    'bad JSON in `map`',
    multipart([{ name: 'operations', body: operations }, { name: 'map', body: '[' }, file]),
    /JSON/,
  ],
  ['a list as `map`', multipart([{ name: 'operations', body: operations }, { name: 'map', body: '[]' }, file]), /map/],
  ['no `map`', multipart([{ name: 'operations', body: operations }]), /map/],
  ['no `operations`', multipart([]), /operations/],
  [
    'a body cut within `map`',
    multipart(
      [
        { name: 'operations', body: operations },
        { name: 'map', body: map },
      ],
      '',
    ),
    /end/,
  ],
  [
    'no boundary',
    { ...multipart([{ name: 'operations', body: operations }]), type: 'multipart/form-data' },
    /[Bb]oundary/,
  ],
]
test.each(malformed)('row 9: %s is an error of the form, not of the server', async (_, form, says) => {
  expectRefused(await server.postMultipart(form), 400, 'MULTIPART_INVALID', says)
})

test.each([
  '__proto__.polluted',
  'constructor.prototype.polluted',
  'variables.__proto__.polluted',
  'variables.input.constructor.prototype.polluted',
])('row 10: the path %s changes no prototype', async path => {
  const form = multipart([
    { name: 'operations', body: operations },
    { name: 'map', body: JSON.stringify({ 0: [path] }) },
    file,
  ])
  expectRefused(await server.postMultipart(form), 400, 'BAD_USER_INPUT', /paths/)
  expect('polluted' in {} || 'polluted' in Object).toBe(false)
})

test('row 11: more files than a call may have, and a field larger than it may be', async () => {
  const many = detectUploads(Array.from({ length: 101 }, () => picture))
  expectRefused(await server.postMultipart(many), 413, 'PAYLOAD_TOO_LARGE', /100/)
  const padded = multipart([{ name: 'operations', body: `${operations}${' '.repeat(200_000)}` }])
  expectRefused(await server.postMultipart(padded), 413, 'PAYLOAD_TOO_LARGE', /operations/)
  const announced = multipart([
    { name: 'operations', body: operations },
    { ...file, body: Buffer.alloc(18 * 1024 * 1024) },
  ])
  expectRefused(await server.postMultipart(announced), 413, 'PAYLOAD_TOO_LARGE', /17777216/)
})

test('row 12: a client that leaves in the middle of its file holds nothing, and the next one is served', async () => {
  const { type, body } = detectUploads([{ fileName: 'a.jpg', bytes: scene(1) }])
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\napollo-require-preflight: 1\r\ncontent-length: ${body.length}\r\n\r\n`,
  )
  socket.write(new Uint8Array(body.subarray(0, body.length - 20_000)))
  await eventually(() => expect(server.fovea.detector.stats().admitted.bytes).toBeGreaterThan(0))
  socket.destroy()
  await eventually(() => expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 0 }))

  const next = await server.postMultipart(detectUploads([picture]))
  expect(next.status).toBe(200)
  expect(await server.rowCounts()).toMatchObject({ images: 1, runs: 1 })
})

test('row 13: a file that `map` names and nobody sent', async () => {
  const form = multipart([
    { name: 'operations', body: operations },
    { name: 'map', body: map },
  ])
  expectRefused(await server.postMultipart(form), 400, 'FILE_MISSING', /[Ff]ile missing/)
  expect(server.fovea.detector.stats().admitted.images).toBe(0)
})

test('row 9: a body that goes wrong in its files is an error of the form, and holds nothing', async () => {
  const head = [
    { name: 'operations', body: operations },
    { name: 'map', body: map },
  ]
  const cut = multipart([...head, file], '')
  expectRefused(await server.postMultipart(cut), 400, 'MULTIPART_INVALID', /end of form/)
  const badHead = multipart([...head, { ...file, fileName: 'a\0.jpg' }])
  expectRefused(await server.postMultipart(badHead), 400, 'MULTIPART_INVALID', /part header/)
  expect(server.fovea.detector.stats().admitted).toEqual({ images: 0, bytes: 0 })
})

test('row 14: a file over the limit is refused while it comes, and nothing of the call is stored', async () => {
  const before = await server.rowCounts()
  const large = { fileName: 'large.jpg', bytes: Buffer.concat([scene(2), Buffer.alloc(1024 * 1024)]) }
  const answer = await server.postMultipart(detectUploads([{ fileName: 'b.jpg', bytes: scene(2) }, large]))
  expectRefused(answer, 413, 'PAYLOAD_TOO_LARGE', /1048576/)
  expect(await server.rowCounts()).toEqual(before)
})

test('a request line that is not HTTP is answered in the shape of every other error', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const text = await new Promise<string>(resolve => {
    let received = ''
    socket.on('data', data => {
      received += data
    })
    socket.on('close', () => resolve(received))
    socket.write('HELO\r\n\r\n')
  })
  expect(text).toMatch(/^HTTP\/1\.1 400 /)
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({
    errors: [{ extensions: { code: 'BAD_REQUEST' } }],
  })
})
