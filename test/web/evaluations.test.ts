import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { classOf, scenes } from '../formats/demoScenes.ts'
import { createEvaluating, sceneTruth } from '../helper/evaluating.ts'
import { axeViolations, lacksChromium, openBrowser } from '../helper/openBrowser.ts'
import { seedEvaluations } from '../helper/seedEvaluations.ts'
import { startServer, type TestServer } from '../helper/startServer.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** What a perfect detector finds, its categories counted from 0, and only from a high score up. */
const countedFromZero = scenes.annotations.map(({ image_id, category_id, bbox }) => ({
  image_id,
  category_id: classOf.get(category_id),
  bbox,
  score: 0.9,
}))

describe.skipIf(lacksChromium())('evaluations in the page', () => {
  let server: TestServer
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let page: Awaited<ReturnType<typeof browser.open>>
  let seeded: Awaited<ReturnType<typeof seedEvaluations>>
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
    seeded = await seedEvaluations(server, 2)
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

  /** Makes the seeded failed evaluation one that is at work, with nobody at work on it. */
  const atWork = (status: string, matched: number) =>
    server.sql(
      `UPDATE evaluation SET status = $1, phase = CASE WHEN $1 = 'RUNNING' THEN 'MATCHING' END, error_code = NULL,
         error_message = NULL, shard_count = 4, matched_count = $2, finished_at = NULL WHERE id = $3`,
      [status, matched, seeded[0]!.failed],
    )
  const idOf = async (name: string) => {
    const query = '{ evaluations(first: 10) { nodes { id name } } }'
    const { data } = await server.graphql<{ evaluations: { nodes: { id: string; name: string }[] } }>(query)
    return data.evaluations.nodes.find(node => node.name === name)!.id
  }

  test('results whose categories are counted otherwise are told, declared, accepted as high, and scored', async () => {
    const { upload, createDataset } = createEvaluating(server)
    const groundTruth = { uploadId: await upload('scenes.json', sceneTruth()) }
    const { dataset } = await createDataset({ groundTruth })
    await page.goto(`/datasets/${dataset!.id}#evaluate`)
    await button(page, 'Choose a file of results').waitFor()
    const file = { name: 'results.json', mimeType: '', buffer: Buffer.from(JSON.stringify(countedFromZero)) }
    await page.locator('#evaluate input[type=file]').first().setInputFiles(file)
    await page.getByText(/^results\.json, \d+ kB$/).waitFor()
    expect(await page.getByLabel('Name (optional)').inputValue()).toBe('results')
    await button(page, 'Start the evaluation').click()
    await page.getByText('CATEGORY_SPACE_MISMATCH').waitFor()
    expect(await axeViolations(page)).toEqual([])

    await button(page, 'Read them as COCO’s 80 categories, counted from 0').click()
    await page.getByText('CATEGORY_SPACE_MISMATCH').waitFor({ state: 'detached' })
    await page.getByText('SCORE_FLOOR_TOO_HIGH').waitFor()
    await page.getByLabel('It is right as it is').check()
    await page.getByLabel('Name (optional)').fill('from elsewhere')
    await button(page, 'Start the evaluation').dblclick()
    await page.waitForURL(/\/evaluations\/evl_/)
    await page.getByText('100.0').first().waitFor()
    await page.goto('/evaluations')
    await page.getByRole('row', { name: /from elsewhere/ }).waitFor()
    expect(await page.getByRole('row', { name: /from elsewhere/ }).count()).toBe(1)
  })

  test('one that waits is followed as it runs, and can be cancelled', async () => {
    const id = await idOf('set 0 FAILED')
    await page.goto(`/evaluations/${id}`)
    await page.getByText('The evaluation failed').waitFor()
    await page.getByText('why', { exact: true }).waitFor()
    await atWork('QUEUED', 0)
    await page.clock.install()
    await page.reload()
    await page.getByText('Waiting for a worker').waitFor()
    await page.clock.fastForward(8000)
    await page.getByText('No worker has begun yet').waitFor()
    await atWork('RUNNING', 1)
    await page.getByText('1 of 4 parts').waitFor()
    expect(await page.getByRole('progressbar').evaluate(bar => (bar as HTMLProgressElement).value)).toBe(0.25)
    expect(await axeViolations(page)).toEqual([])
    await button(page, 'Cancel the evaluation').click()
    await page.getByText('The evaluation was cancelled').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^The evaluation was cancelled/)
  })

  test('progress goes on where the stream of events cannot be had', async () => {
    await atWork('RUNNING', 1)
    await page.route('**/graphql/stream', route => route.fulfill({ status: 500, body: '{}' }))
    await page.goto(`/evaluations/${await idOf('set 0 FAILED')}`)
    await page.getByText('1 of 4 parts').waitFor()
    await atWork('RUNNING', 3)
    await page.getByText('3 of 4 parts').waitFor()
    page.troubles.length = 0
  })

  test('the list follows what runs, and says when it has ended', async () => {
    await atWork('RUNNING', 1)
    await page.goto('/evaluations')
    const row = page.getByRole('row', { name: /set 0 FAILED/ })
    await row.getByText('Running · 1 of 4 parts').waitFor()
    await atWork('RUNNING', 2)
    await row.getByText('Running · 2 of 4 parts').waitFor()
    await server.sql(`UPDATE evaluation SET status = 'CANCELLED', finished_at = now() WHERE id = $1`, [
      seeded[0]!.failed,
    ])
    await row.getByText('Cancelled').waitFor()
  })

  test('two of one dataset are compared, the older as the baseline, and others say why they cannot be', async () => {
    const older = await idOf('set 1 COMPLETED')
    await server.sql(`UPDATE evaluation SET status = 'COMPLETED', result = other.result, name = 'set 1 again'
      FROM (SELECT result FROM evaluation WHERE name = 'set 1 COMPLETED') other WHERE name = 'set 1 FAILED'`)
    await page.goto('/evaluations')
    await page.getByRole('checkbox', { name: 'Compare set 1 again' }).check()
    await page.getByText('It is on another dataset than the one that is chosen').first().waitFor()
    expect(await page.getByRole('checkbox', { name: /^Compare set 0 COMPLETED/ }).isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: 'Compare set 1 COMPLETED' }).check()
    await page.reload()
    const compare = page.getByRole('link', { name: 'Compare', exact: true })
    expect(await compare.getAttribute('href')).toBe(`/compare?baseline=${older}&candidate=${await idOf('set 1 again')}`)
    expect(await axeViolations(page)).toEqual([])
    await page.goto(`/evaluations?chosen=${older},${await idOf('set 0 COMPLETED')}`)
    await page.getByText(/cannot be compared: it is on another dataset/).waitFor()
    expect(await compare.count()).toBe(0)
  })

  test('one is deleted once that is confirmed, and the focus stays in the list', async () => {
    await page.goto('/evaluations')
    await button(page, 'Delete set 0 COMPLETED').click()
    await page.keyboard.press('Escape')
    const focused = () => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.tagName)
    await expect.poll(focused).toBe('Delete set 0 COMPLETED')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the evaluation' }).click()
    await page.getByRole('row', { name: /set 0 COMPLETED/ }).waitFor({ state: 'detached' })
    await page.getByText('Deleted set 0 COMPLETED.').waitFor()
    await expect.poll(focused).toBe('TABLE')
    await page.reload()
    await page.getByRole('row', { name: /set 1 again/ }).waitFor()
    expect(await page.getByRole('row', { name: /set 0 COMPLETED/ }).count()).toBe(0)
  })

  test('a dataset that is deleted while an evaluation on it runs says so before, and the open evaluation afterwards', async () => {
    await atWork('RUNNING', 1)
    const other = await browser.open(server.url)
    await other.goto(`/evaluations/${await idOf('set 0 FAILED')}`)
    await other.getByText('1 of 4 parts').waitFor()
    await page.goto('/datasets')
    await page.getByRole('link', { name: 'set 0', exact: true }).click()
    await button(page, 'Delete …').click()
    await page.getByText('1 evaluation on it is running: deleted with it, it ends without numbers').waitFor()
    await button(page, 'Delete the dataset').click()
    await page.getByText('Deleted set 0.').waitFor()
    await other.getByRole('heading', { level: 1, name: 'No such evaluation' }).waitFor()
    expect(await other.getByRole('progressbar').count()).toBe(0)
    await other.close()
    // Seeded images have no files.
    page.troubles.length = 0
  })

  test('on a phone in the dark nothing scrolls sideways, axe-core finds nothing, and an empty list says what to do', async () => {
    const phone = await browser.open(server.url, { viewport: { width: 375, height: 740 }, colorScheme: 'dark' })
    await phone.goto('/evaluations')
    await phone.getByRole('link', { name: 'set 1 again' }).waitFor()
    expect(await axeViolations(phone)).toEqual([])
    expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await phone.goto('/evaluations')
    await phone.getByRole('link', { name: 'set 1 again' }).click()
    await phone.getByRole('link', { name: 'set 1', exact: true }).first().click()
    const datasetId = phone.url().split('/').at(-1)!
    await phone.goto(`/evaluations?dataset=${datasetId}&chosen=${await idOf('from elsewhere')}`)
    await phone.getByText('Choose a second one').waitFor()
    expect(await phone.getByRole('row', { name: /from elsewhere/ }).count()).toBe(0)
    await phone.goto('/evaluations?dataset=dst_00000000000000000000000000000000')
    await phone.getByRole('link', { name: 'Start one on this dataset' }).waitFor()
    await phone.close()
  })
})
