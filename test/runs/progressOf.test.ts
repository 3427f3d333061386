import { expect, test } from 'vitest'
import { progressOf } from '../../src/runs/progressOf.ts'
import type { EvaluationRow } from '../../src/store/evaluations.ts'

const began = new Date('2026-11-20T10:00:00Z')
const tenSecondsLater = began.getTime() + 10_000

const evaluation = (rest: Partial<EvaluationRow>) =>
  ({
    ...{ status: 'RUNNING', phase: null, phaseStartedAt: began },
    ...{ detectCount: 100, detectedCount: 0, failedCount: 0, shardCount: 4, matchedCount: 0 },
    ...rest,
  }) as EvaluationRow

const still = { imagesPerSecond: null, secondsLeft: null }

test.each<[string, Partial<EvaluationRow>, object]>([
  [
    'images while they are detected, those that failed included, with their rate',
    { phase: 'DETECTING', detectedCount: 15, failedCount: 5 },
    { done: 20, total: 100, imagesPerSecond: 2, secondsLeft: 40 },
  ],
  ['no rate before the first image', { phase: 'DETECTING' }, { done: 0, total: 100, ...still }],
  [
    'shards while they are matched, without images a second',
    { phase: 'MATCHING', matchedCount: 1 },
    { done: 1, total: 4, imagesPerSecond: null, secondsLeft: 30 },
  ],
  ['nothing yet while numbers are made', { phase: 'ACCUMULATING', matchedCount: 4 }, { done: 0, total: 4, ...still }],
  ['all while numbers are stored', { phase: 'COMMITTING', matchedCount: 4 }, { done: 4, total: 4, ...still }],
  ['images when they wait to be detected', { status: 'QUEUED' }, { done: 0, total: 100, ...still }],
  ['shards when there is nothing to detect', { status: 'QUEUED', detectCount: 0 }, { done: 0, total: 4, ...still }],
  ['all when it is completed', { status: 'COMPLETED' }, { done: 4, total: 4, ...still }],
  [
    'what was matched when it was cancelled',
    { status: 'CANCELLED', detectedCount: 98, failedCount: 2, matchedCount: 2 },
    { done: 2, total: 4, ...still },
  ],
  [
    'what was detected when it was cancelled before that',
    { status: 'CANCELLED', detectedCount: 72, matchedCount: 2 },
    { done: 72, total: 100, ...still },
  ],
])('progress counts %s', (_, rest, expected) => {
  expect(progressOf(evaluation(rest), tenSecondsLater)).toEqual(expected)
})
