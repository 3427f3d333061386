import type { Run } from './photo.ts'
import type { DetectFilter } from './shownDetections.ts'

/** GraphQL writes strings as JSON does. */
const literal = (value: string | readonly string[]) => JSON.stringify(value)

function fields({ minScore, categories }: DetectFilter, indent: string): string {
  const chosen = categories.length > 0 ? `, categories: ${literal(categories)}` : ''
  return [
    'image { id width height }',
    'model { name }',
    `detections(minScore: ${minScore}${chosen}, first: 300) {`,
    '  category { name }',
    '  score',
    '  box { x y width height }',
    '}',
  ]
    .map(line => `${indent}${line}\n`)
    .join('')
}

/** The query that answers what is shown of a photo, from what is stored. */
export const runAsGraphql = ({ id }: Run, filter: DetectFilter): string =>
  `query ShownDetections {
  node(id: ${literal(id)}) {
    ... on DetectionRun {
${fields(filter, '      ')}    }
  }
}
`

/** Images that a call of `detect` takes. */
const most = 16

/** The mutation that detects stored photos once more and answers what is shown of them; of the first 16 where there are more. */
export function detectAsGraphql(runs: readonly Run[], filter: DetectFilter): string {
  const some = runs.slice(0, most)
  const left = runs.length - some.length
  const comment = left > 0 ? `# detect takes ${most} images a call: ${left} more are left for other calls.\n` : ''
  const model = some[0] ? `, model: ${literal(some[0].model.name)}` : ''
  return `${comment}mutation DetectAgain {
  detect(input: { images: [${some.map(({ image }) => `{ imageId: ${literal(image.id)} }`).join(', ')}]${model} }) {
    results {
      ... on DetectionRun {
${fields(filter, '        ')}      }
      ... on ImageError { index code message hint }
    }
    userErrors { code message hint }
  }
}
`
}
