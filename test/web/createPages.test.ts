import { expect, test } from 'vitest'
import { createPages, type PageOf } from '../../web/src/api/createPages.ts'

const pageOf = (nodes: number[], endCursor: string | null, hasNextPage: boolean): PageOf<number> => ({
  nodes,
  pageInfo: { hasNextPage, endCursor },
})

/** A list of two pages; answers what was asked for. */
function twoPages() {
  const asked: (string | null)[] = []
  const pages = createPages<number>(async after => {
    asked.push(after)
    return after === null ? pageOf([1, 2], 'c2', true) : pageOf([3], 'c3', false)
  })
  return { asked, pages }
}

test('pages follow each other by their cursors, and nothing is asked for after the last', async () => {
  const { asked, pages } = twoPages()
  await pages.more()
  expect(pages.read()).toEqual({ nodes: [1, 2], hasMore: true, loading: false, problem: null })
  await pages.more()
  await pages.more()
  expect(pages.read()).toEqual({ nodes: [1, 2, 3], hasMore: false, loading: false, problem: null })
  expect(asked).toEqual([null, 'c2'])
})

test('two that want more at once get one page', async () => {
  const { asked, pages } = twoPages()
  await Promise.all([pages.more(), pages.more()])
  expect([asked, pages.read().nodes]).toEqual([[null], [1, 2]])
})

test('a page that failed is asked for again, and what had come before stays', async () => {
  let fails = false
  const pages = createPages<number>(async after => {
    if (fails) throw new Error('The line is dead.')
    return after === null ? pageOf([1], 'c1', true) : pageOf([2], 'c2', false)
  })
  await pages.more()
  fails = true
  await pages.more()
  expect(pages.read()).toEqual({
    nodes: [1],
    hasMore: true,
    loading: false,
    problem: { code: 'PAGE', message: 'The line is dead.' },
  })
  fails = false
  await pages.more()
  expect(pages.read()).toEqual({ nodes: [1, 2], hasMore: false, loading: false, problem: null })
})

test('an answer to what was asked before a reload is not mixed into the list', async () => {
  const answers: ((page: PageOf<number>) => void)[] = []
  const pages = createPages<number>(() => new Promise(resolve => answers.push(resolve)))
  const first = pages.more()
  const second = pages.reload()
  answers[0]!(pageOf([1], null, false))
  answers[1]!(pageOf([2], null, false))
  await Promise.all([first, second])
  expect(pages.read().nodes).toEqual([2])
})

test('listeners hear of each change until they leave, and what was removed is gone', async () => {
  const { pages } = twoPages()
  const heard: number[] = []
  const leave = pages.listen(() => heard.push(pages.read().nodes.length))
  await pages.more()
  pages.remove(node => node === 1)
  leave()
  await pages.more()
  expect([heard, pages.read().nodes]).toEqual([
    [0, 2, 1],
    [2, 3],
  ])
})
