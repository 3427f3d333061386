import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { firstScenes, folderNamed, scenePhotos } from '../helper/sceneFolder.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Chooses a folder, as the file dialog would give it, once the page is there. */
async function chooseFolder(page: Page, folder: string) {
  await page.getByRole('button', { name: 'Choose a folder', exact: true }).waitFor()
  await page.locator('input[webkitdirectory]').first().setInputFiles(folder)
}

async function storeDataset(page: Page, folder: string) {
  await page.goto('/datasets')
  await chooseFolder(page, folder)
  await button(page, 'Store the dataset').click()
}

async function openStored(page: Page, name: string) {
  await page.getByRole('link', { name: `Open ${name}` }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

describe.skipIf(lacksChromium())('datasets in the page', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let page: Awaited<ReturnType<typeof browser.open>>
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(() => Promise.all([server.stop(), browser.close()]))
  beforeEach(async () => {
    page = await browser.open(server.url)
    page.setDefaultTimeout(20_000)
  })
  afterEach(async () => {
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('a folder of annotations and photos is explained, stored and evaluated, and the photo that does not fit is told', async () => {
    const truth = firstScenes(4)
    const images = truth.images.map((image, index) => (index === 3 ? { ...image, width: 320 } : image))
    const files = {
      'instances.json': JSON.stringify({ ...truth, images }),
      ...scenePhotos(4),
      'notes.md': 'x',
      'found.json': '[]',
    }
    await page.goto('/datasets')
    await page.getByText('There is no dataset yet').waitFor()
    await chooseFolder(page, folderNamed('hidden', { '.notes': 'x' }))
    await page.getByText('There is no file in it, or only hidden ones.').waitFor()
    await chooseFolder(page, folderNamed('four', files))
    await page.getByText(/^four\/instances\.json, 4 photos, \d+ kB: COCO annotations with photos$/).waitFor()
    await page.getByText(/^four\/found\.json: to have it scored, open the page of the dataset/).waitFor()
    await page.getByText('1 other file, such as four/notes.md, is left out.').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('four')
    expect(await axeViolations(page)).toEqual([])

    await button(page, 'Store the dataset').click()
    await page.getByText('3 photos added, 1 photo refused, 1 image of the dataset still without one.').waitFor()
    await page.getByText('IMAGE_SIZE_MISMATCH').waitFor()
    await openStored(page, 'four')
    await page.getByText('1 of 4 images has no photo.').waitFor()

    await button(page, 'Start the evaluation').click()
    await page.getByText('PHOTOS_MISSING').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await button(page, 'Evaluate only images with photos').click()
    await page.getByText('It can be started').or(page.getByText('Nothing is wrong')).waitFor()
    await button(page, 'Start the evaluation').click()
    await page.waitForURL(/\/evaluations\/evl_/)
    await page.getByText('Completed').first().waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'demo on four', exact: true }).or(page.getByText('AP ')).first().waitFor()
  })

  test('ground truth that is broken is refused in the words of the server, and the files are still chosen', async () => {
    await storeDataset(page, folderNamed('broken', { 'instances.json': '{"images": [}' }))
    await page.getByText('The dataset is not stored yet').waitFor()
    await page.getByRole('alert').getByText("'instances.json'").waitFor()
    await button(page, 'Store the dataset').waitFor()
    expect(await page.getByText('broken/instances.json').count()).toBe(1)
  })

  test('a folder of YOLO is packed in the browser, and what was stored before is said to be', async () => {
    const photos = Object.entries(scenePhotos(2)).map(([name, bytes]) => [`images/${name}`, bytes])
    const files = {
      'data.yaml': 'names:\n  0: cat\n  1: dog\nval: images\n',
      'labels/000001.txt': '0 0.5 0.5 0.2 0.2\n',
      'labels/000002.txt': '1 0.5 0.5 0.2 0.2\n1 0.2 0.2 0.1 0.1\n',
      ...Object.fromEntries(photos),
    }
    const folder = folderNamed('yolo', files)
    await storeDataset(page, folder)
    await page.getByText('2 photos added, every image has one.').waitFor()
    await openStored(page, 'yolo')
    await page.getByText('YOLO', { exact: true }).waitFor()
    await storeDataset(page, folder)
    await page.getByText('It was stored before').waitFor()
  })

  test('what is sent can be cancelled, and sent again', async () => {
    await page.route('**/uploads/**', () => undefined)
    await page.goto('/evaluations')
    await page.getByRole('link', { name: 'Datasets' }).first().click()
    await chooseFolder(page, folderNamed('slow', { 'instances.json': JSON.stringify(firstScenes(1)) }))
    await button(page, 'Store the dataset').click()
    const asked = page.waitForEvent('dialog').then(dialog => dialog.dismiss())
    await Promise.all([asked, page.evaluate(() => history.back())])
    await button(page, 'Cancel').click()
    await page.getByText('Your files are still chosen.').waitFor()
    await page.unroute('**/uploads/**')
    await button(page, 'Store the dataset').click()
    await page.getByText('slow is stored').waitFor()
  })

  test('an image opens from its address, photos come later, and a dataset goes once that is confirmed', async () => {
    await storeDataset(page, folderNamed('two', { 'instances.json': JSON.stringify(firstScenes(2)) }))
    await openStored(page, 'two')
    await chooseFolder(page, folderNamed('photos', scenePhotos(1)))
    await page.getByText('1 photo added, 1 image of the dataset still without one.').waitFor()
    await button(page, /^000001\.jpg/).click()
    await page.getByRole('listbox').waitFor()
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(firstScenes(1).annotations.length)
    await page.reload()
    await page.getByRole('dialog', { name: '000001.jpg' }).waitFor()
    await page.keyboard.press('Escape')
    await button(page, /Without a photo/).click()
    await button(page, /^No photo 000002\.jpg/).waitFor()
    expect(await button(page, /000001\.jpg/).count()).toBe(0)

    await button(page, 'Delete …').click()
    expect(await axeViolations(page)).toEqual([])
    await button(page, 'Delete the dataset').click()
    await page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor()
    await page.getByText('Deleted two.').waitFor()
    await page.getByRole('link', { name: 'slow' }).waitFor()
    expect(await page.getByRole('link', { name: 'two', exact: true }).count()).toBe(0)
  })

  test('the neighbours of an image are found beyond the first page, and a list without images can be left', async () => {
    const images = Array.from({ length: 70 }, (_, index) => ({ id: index + 1, file_name: `${index + 1}.jpg` }))
    await storeDataset(page, folderNamed('many', { 'i.json': JSON.stringify({ ...firstScenes(1), images }) }))
    await openStored(page, 'many')
    await page.goto(`${page.url()}?image=65.jpg`)
    await button(page, 'Previous').click()
    await page.getByRole('dialog', { name: '64.jpg' }).waitFor()
    await page.goto('/datasets')
    await page.getByRole('link', { name: 'yolo', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'yolo' }).waitFor()
    await page.goto(`${page.url()}?photo=none`)
    await page.getByText('Every image has a photo').waitFor()
    await button(page, 'Show all images').click()
    await button(page, '000001.jpg').waitFor()
  })

  test('on a phone in the dark nothing scrolls sideways, and axe-core finds nothing', async () => {
    const phone = await browser.open(server.url, { viewport: { width: 375, height: 740 }, colorScheme: 'dark' })
    await phone.goto('/datasets')
    await phone.getByRole('link', { name: 'four' }).waitFor()
    expect(await axeViolations(phone)).toEqual([])
    await phone.getByRole('link', { name: 'four' }).click()
    await phone.getByRole('heading', { level: 1, name: 'four' }).waitFor()
    await button(phone, /000001\.jpg/).waitFor()
    await phone.getByText('Its photos stay as they are').waitFor()
    expect(await button(phone, 'Choose photos').count()).toBe(0)
    expect(await axeViolations(phone)).toEqual([])
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await phone.close()
  })
})
