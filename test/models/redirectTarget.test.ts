import { expect, test } from 'vitest'
import { redirectTarget } from '../../src/models/redirectTarget.ts'
import { attemptDownload, body } from './attemptDownload.ts'
import { sends, status } from './fileServer.ts'

test.each(['there.pb', '/there.pb', '//HOST/there.pb', 'http://HOST/there.pb'])(
  'a redirect to %s is followed',
  async location => {
    const { result, asked } = await attemptDownload([
      ({ headers }, response) =>
        void response.writeHead(302, { location: location.replace('HOST', headers.host!) }).end('moved'),
      sends(body),
    ])
    expect(result).toBe(100_000)
    expect(asked()).toEqual(['/model.pb whole', '/there.pb whole'])
  },
)

test('a redirect is followed anew by what goes on', async () => {
  const away = status(307, { location: '/there.pb' })
  const { result, asked } = await attemptDownload([away, sends(body, { breakAfter: 40_000 }), away, sends(body)])
  expect(result).toBe(100_000)
  expect(asked().at(-1)).toBe('/there.pb bytes=40000-')
})

test('redirects without an end are given up', async () => {
  const { result, asked } = await attemptDownload([status(302, { location: '/model.pb' })])
  expect(result).toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/: redirects more than 10 times$/),
  })
  expect(asked()).toHaveLength(11)
})

test('a redirect that names no address is one clear error', async () => {
  const { result } = await attemptDownload([status(302)])
  expect(result).toMatchObject({ message: expect.stringMatching(/: redirects to no address$/) })
})

test.each(['http://elsewhere.example/m', 'ftp://elsewhere.example/m', 'file:///etc/passwd'])(
  'from https no redirect leads to %s',
  location => {
    expect(() => redirectTarget(new URL('https://models.example/m'), location)).toThrow(
      /^models\.example: redirects from https: to (http|ftp|file):, which is not followed$/,
    )
  },
)
