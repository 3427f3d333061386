import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DetectData, Run } from '../helper/detectMutation.ts'
import { detectUploads } from '../helper/detectUploads.ts'
import { createEvaluating } from '../helper/evaluating.ts'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { scene } from '../helper/scene.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

/** A folder with the demo model, and with the same under the name `sketch`. */
function twoModels(): string {
  const models = resolve(import.meta.dirname, '../../models')
  const folder = mkdtempSync(join(tmpdir(), 'fovea-history-'))
  symlinkSync(join(models, 'demo-retinanet.onnx'), join(folder, 'demo-retinanet.onnx'))
  cpSync(join(models, 'demo.json'), join(folder, 'demo.json'))
  const manifest = JSON.parse(readFileSync(join(models, 'demo.json'), 'utf8'))
  writeFileSync(join(folder, 'sketch.json'), JSON.stringify({ ...manifest, name: 'sketch' }))
  return folder
}

describe.skipIf(lacksChromium())('the page of a stored image', () => {
  let models: string
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let images: string[]
  beforeAll(async () => {
    models = twoModels()
    ;[server, browser] = await Promise.all([startServer({ FOVEA_MODELS: models, FOVEA_WORKER: '0' }), openBrowser()])
    const files = [1, 2, 3].map(number => ({ fileName: `${number}.jpg`, bytes: scene(number) }))
    const { data } = await server.postMultipart<DetectData>(detectUploads(files))
    images = data.detect.results.map(result => (result as Run).image.id)
  })
  afterAll(async () => {
    await Promise.all([server.stop(), browser.close()])
    rmSync(models, { recursive: true })
  })

  test('another model looks at it, both are compared side by side, and the address has it all', async () => {
    const page = await browser.open(server.url)
    await page.goto(`/history/${images[0]}`)
    const photos = page.getByRole('figure')
    await photos.getByText('demo 1.0').waitFor()
    const boxes = photos.first().getByRole('option')
    const count = await boxes.count()
    expect(count).toBeGreaterThan(0)

    await page.getByLabel('Detect again with').selectOption('sketch')
    await page.getByRole('button', { name: 'Detect', exact: true }).click()
    await photos.getByText('sketch 1.0').waitFor()
    await page.getByRole('button', { name: /^Compare with demo/ }).click()
    await photos.getByText('demo 1.0').waitFor()
    await page.getByText(`Both found ${count} object`).waitFor()
    expect(await photos.count()).toBe(2)

    await page.getByRole('slider', { name: 'Score from' }).fill('1')
    await page.getByText('Both found 0 objects').waitFor()
    await page.waitForURL(/minScore=1/)
    await page.reload()
    await page.getByText('Both found 0 objects').waitFor()
    await photos.first().getByText('sketch 1.0').waitFor()
    await photos.last().getByText('demo 1.0').waitFor()
    await page.setViewportSize({ width: 375, height: 740 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.getByRole('button', { name: 'Take away' }).click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Photos with boxes')

    await server.sql(
      `INSERT INTO detection_run
       SELECT gen_random_uuid(), image_id, model_id, created_at - n * interval '1 day', 0.05, 300, 0, 1, 2, 3, 4, 5
       FROM (SELECT * FROM detection_run ORDER BY created_at DESC LIMIT 1) r, generate_series(1, 20) n`,
    )
    await page.reload()
    await page.getByRole('button', { name: 'Show older runs' }).click()
    const runs = page.getByRole('list', { name: 'Runs' }).getByRole('listitem')
    await runs.nth(21).waitFor()
    await expect.poll(() => runs.nth(20).evaluate(run => run.contains(document.activeElement))).toBe(true)
    expect(page.troubles).toEqual([])
    await page.context().close()
  })

  test('axe-core finds nothing in light and dark, nor in the question before deletion', async () => {
    const page = await browser.open(server.url)
    await page.goto(`/history/${images[1]}`)
    await page.getByRole('figure').getByRole('listbox').waitFor()
    await page.getByRole('button', { name: /^Show demo/ }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeViolations(page)).toEqual([])
    }
    await page.getByRole('button', { name: 'Delete …' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.context().close()
  })

  test('it is deleted after a question that can be left, and the gallery is as before without it', async () => {
    const page = await browser.open(server.url)
    await page.goto('/history?model=demo')
    const tiles = page.getByRole('list', { name: 'Images' }).getByRole('link')
    await tiles.filter({ hasText: '2.jpg' }).click()
    const toGallery = page.getByRole('main').getByRole('link', { name: 'History' })
    expect(await toGallery.getAttribute('href')).toBe('/history?model=demo')
    await toGallery.click()
    await page.waitForURL('/history?model=demo')
    await tiles.filter({ hasText: '2.jpg' }).click()
    await page.getByRole('slider', { name: 'Score from' }).fill('0.6')
    await page.waitForURL(/minScore=0.6/)
    await page.getByRole('button', { name: 'Delete …' }).click()
    await page.getByText('1 run and all that they found go with it.').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Delete …')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('Deleted 2.jpg.').waitFor()
    await page.getByText('2 images looked at by demo.').waitFor()
    expect(await tiles.filter({ hasText: '2.jpg' }).count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.getByRole('link', { name: 'Detect', exact: true }).click()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByText(/^2 images/).waitFor()
    expect(await page.getByText('Deleted 2.jpg.').count()).toBe(0)
    await page.goto(`/history/${images[1]}`)
    await page.getByRole('heading', { name: 'There is no image at this address' }).waitFor()
    expect(page.troubles).toEqual([])
    await page.context().close()
  })

  test('the photo of a dataset is not deleted, and the datasets that need it are named', async () => {
    const api = createEvaluating(server)
    const truth = { images: [{ id: 1, file_name: '3.jpg' }], annotations: [], categories: [{ id: 1, name: 'cat' }] }
    const groundTruth = { uploadId: await api.upload('kept.json', JSON.stringify(truth)) }
    const { dataset } = await api.createDataset({ groundTruth, name: 'Kept scenes' })
    await api.addPhotos(dataset!.id, [{ uploadId: await api.upload('3.jpg', scene(3)) }])

    const page = await browser.open(server.url)
    await page.goto(`/history/${images[2]}`)
    await page.getByRole('button', { name: 'Delete …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
    await dialog.getByText('The image was not deleted.').waitFor()
    const link = dialog.getByRole('link', { name: 'Kept scenes' })
    expect(await link.getAttribute('href')).toBe(`/datasets/${dataset!.id}`)
    await page.context().close()
  })
})
