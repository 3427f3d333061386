import { type CompareAddress, plainAddress } from './compareAddress.ts'
import { optionOfMetric } from './metricNames.ts'

type Question = Pick<CompareAddress, 'metric' | 'maxDrop' | 'replicates' | 'seed' | 'confidence'>

/** The line for a shell that asks the same, and ends with the verdict as its exit code. */
export function compareCommand(baseline: string, candidate: string, question: Question): string {
  const options = [
    `--max-drop ${question.maxDrop}`,
    ...(question.metric === plainAddress.metric ? [] : [`--metric ${optionOfMetric(question.metric)}`]),
    ...(['replicates', 'seed', 'confidence'] as const)
      .filter(name => question[name] !== plainAddress[name])
      .map(name => `--${name} ${question[name]}`),
  ]
  return `npx fovea compare ${baseline} ${candidate} ${options.join(' ')}`
}
