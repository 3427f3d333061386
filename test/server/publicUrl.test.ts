import { afterAll, beforeAll, expect, test } from 'vitest'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ FOVEA_PUBLIC_URL: 'https://fovea.example.com' })
})
afterAll(() => server.stop())

test('behind a proxy, addresses in answers begin with the public one, not with the host that the proxy asked', async () => {
  const query = `mutation ($image: String!) {
    detect(input: { images: [{ base64: $image }] }) { results { ... on DetectionRun { overlayUrl image { url } } } }
  }`
  const { data } = await server.graphql<{
    detect: { results: [{ overlayUrl: string; image: { url: string } }] }
  }>(query, { image: scene(4).toString('base64') })
  const [{ overlayUrl, image }] = data.detect.results
  expect(overlayUrl).toMatch(/^https:\/\/fovea\.example\.com\/detections\/run_/)
  expect(image.url).toMatch(/^https:\/\/fovea\.example\.com\/images\/img_/)
})
