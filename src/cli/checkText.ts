import { leastScore } from '../models/judgeLabelBase.ts'
import type { CheckReport } from './checkReport.ts'
import { table } from './table.ts'

type View = CheckReport['views'][number]

const mostShown = 20
/** Of what scores less than `leastScore`, where nothing scores more. */
const mostWeakShown = 5

function titleOf({ pictures, found }: View, areScenes: boolean): string {
  const seconds = pictures.reduce((sum, picture) => sum + picture.seconds, 0) / pictures.length
  if (areScenes) return `${pictures.length} demo scenes: ${found} found, ${seconds.toFixed(2)} s a scene`
  const { path, width, height } = pictures[0]!
  return `${path}  ${width} × ${height}  ${found} found in ${seconds.toFixed(2)} s`
}

/** The categories under the manifest's base, and beside them under the other one, where a person is to choose. */
function categoriesText({ categories }: View, base: 0 | 1, isChoice: boolean): string {
  const strong = categories.filter(({ bestScore }) => bestScore >= leastScore).slice(0, mostShown)
  const nothing = `  nothing scores ${leastScore} or more`
  if (categories.length === 0) return nothing
  const isWeak = strong.length === 0
  const head = isChoice ? [`  with base ${base}, as it is`, `with base ${1 - base}`] : ['  category']
  const rows = (isWeak ? categories.slice(0, mostWeakShown) : strong).map(({ name, otherName, found, bestScore }) => [
    `  ${name ?? '-'}`,
    ...(isChoice ? [otherName ?? '-'] : []),
    found,
    bestScore.toFixed(3),
  ])
  const text = table([[...head, 'found', 'best score'], ...rows])
  return isWeak ? `${nothing}; the best below it, not counted as found:\n${text}` : text
}

function verdictOf({ scenes, verdict, problems }: CheckReport): string[] {
  if (problems.length > 0) return problems.map(problem => `looks wrong: ${problem}`)
  if (!scenes) return ['all labels have a name: do they fit the picture?']
  if (verdict === 'RIGHT') return ['nothing looks wrong']
  return [
    "cannot tell whether its labels are one off: too few of the scenes' objects were found",
    'the scenes are drawings, which it may not know: give it a photograph with --image',
  ]
}

/** What `fovea models check` prints for a person. */
export function checkText(report: CheckReport): string {
  const { labelBase, scenes, views } = report
  const lines = views.flatMap(view => [titleOf(view, !!scenes), categoriesText(view, labelBase, !scenes)])
  if (scenes) {
    const { objects, matches } = scenes
    lines.push(
      `of ${objects} objects ${matches.base} have their own name; with base ${1 - labelBase} it would be ${matches.other}`,
    )
  }
  return [...lines, ...verdictOf(report)].join('\n')
}
