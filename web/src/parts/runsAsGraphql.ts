/** Which detections of a run are shown. */
type Shown = {
  /** 0 to 1 */
  readonly minScore: number
  /** names; none for all */
  readonly categories: readonly string[]
}

/** GraphQL writes strings as JSON does. */
const literal = (value: string | readonly string[]) => JSON.stringify(value)

function fields({ minScore, categories }: Shown, indent: string): string {
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

/** Fields that the server answers at the root of a query. */
const most = 20

/**
 * The query that answers what is shown of some photos, from what is stored: of the first 20 where there are more.
 * @param runs one of each photo
 */
export function runsAsGraphql(runs: readonly { readonly id: string }[], filter: Shown): string {
  const left = runs.length - most
  const comment = left > 0 ? `# ${most} photos a query: ${left} more are left for other queries.\n` : ''
  return `${comment}query ShownDetections {
${runs
  .slice(0, most)
  .map(({ id }, index) => `  photo${index + 1}: node(id: ${literal(id)}) { ...Shown }\n`)
  .join('')}}

fragment Shown on DetectionRun {
${fields(filter, '  ')}}
`
}
